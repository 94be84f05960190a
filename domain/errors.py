"""The tree of refusals. Each kind has one fate.

Refused     the request is wrong, or a rule forbids it -> told to whoever asked
  BadInput  it cannot be understood                    -> told, with the field's path
(anything else)  our bug -> the workflow task fails, pauses the case and pages someone
"""

from __future__ import annotations


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


class BadInput(Refused):
    """Input that does not have the required shape."""
