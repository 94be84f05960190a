"""The tree of refusals. Each kind has one fate.

Refused     the request is wrong, or a rule forbids it -> told to whoever asked
  BadInput  it cannot be understood                    -> told, with the field's path
  NotYet    something is missing before it             -> told, all of it and by whom
  NotAttested  no gateway vouches for who asks         -> told, and recorded
(anything else)  our bug -> the workflow task fails, pauses the case and pages someone
"""

from __future__ import annotations

from domain.lack import Lack


class Refused(Exception):
    """A request that cannot be accepted: what, where, and what to do instead.

    Holds codes and fixed words only: never a value that somebody typed.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        where: str = "",
        rules: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.where = where
        self.rules = rules


class NotYet(Refused):
    """Something is missing before this can be done: what, who can do it, which rule."""

    def __init__(self, message: str, lacks: tuple[Lack, ...]) -> None:
        rules = tuple(dict.fromkeys(id for lack in lacks for id in lack.ids))
        super().__init__("not-yet", message, where=lacks[0].gate, rules=rules)
        self.lacks = lacks


class NotAttested(Refused):
    """Nothing shows that whoever asks is who they say: the case records the attempt."""


class BadInput(Refused):
    """Input that does not have the required shape."""


class AttestationUnreadable(NotAttested, BadInput):
    """An attestation that does not have the required shape."""
