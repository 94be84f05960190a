"""How somebody is turned away: a status, and a fixed word that says why."""

from __future__ import annotations

from typing import Final

BAD, UNKNOWN, FORBIDDEN, SLOW, TOO_LARGE, OTHER_TYPE = 400, 401, 403, 408, 413, 415
LATER: Final = 503


class TurnedAway(Exception):
    """Nothing was opened. `code` is all that is said, and all that is logged."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
