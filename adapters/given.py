"""A setting that is given itself or in a file, as secrets are mounted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr


class Given(NamedTuple):
    """What a setting says, and the name under which it was found."""

    text: str
    name: str


def given(
    name: str,
    text: SecretStr | str | None,
    file: Path | None,
    unusable: Callable[[str], Exception],
) -> Given | None:
    """What the setting `name` says, or the file of `name`_FILE; None for neither.

    Raises what `unusable` makes of a sentence: for both, and for a file that cannot be
    read. It names the setting, never what is in it.
    """
    named = f"{name}_FILE"
    if text is not None and file is not None:
        raise unusable(f"set {name} or {named}, not both")
    if text is not None:
        return Given(text if isinstance(text, str) else text.get_secret_value(), name)
    if file is None:
        return None
    try:
        return Given(file.read_text("utf-8"), named)
    except (OSError, UnicodeDecodeError):
        raise unusable(f"the file that {named} names is unreadable") from None
