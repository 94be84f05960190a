"""What may stand in the audit in clear: codes and opaque references, never a text.

Judged by its form alone: a space, a capital letter where a reference has none, an
e-mail address. That a reference is nobody's name is for whoever gives them out.
"""

from __future__ import annotations

import re
from typing import Final

#: A person of a case or of the staff by our own reference; or as a sign-in service
#: calls them: with a figure in it, or long.
PERSON: Final = re.compile(
    r"[a-z0-9][a-z0-9-]{0,39}"
    r"|(?=[^0-9]*[0-9])[A-Za-z0-9_-]{6,128}"
    r"|[A-Za-z0-9_-]{32,128}"
)
CODE: Final = re.compile(r"[a-z0-9][a-z0-9+-]{0,63}")
#: A command, a kind of thing, or the key of one: codes and references with slashes.
WHAT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+/-]{0,199}")
CASE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


class NotOpaque(ValueError):
    """What may be a text, or a name. It is not repeated: `field` says where it is."""

    def __init__(self, field: str) -> None:
        super().__init__(
            f"{field}: the audit takes codes and opaque references, without spaces; "
            "never a name, an address or a text"
        )
        self.field = field


def expect(pattern: re.Pattern[str], value: str, field: str) -> None:
    """Raises NotOpaque unless the whole of it is of this form."""
    if pattern.fullmatch(value) is None:
        raise NotOpaque(field)
