"""One letter by one way, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.ids import Instant, Key, Ref
from domain.letters import FAILURES, Channel
from rulebook.schema import Code, Frozen


class State(StrEnum):
    """Where a letter stands. The first are those of the carriers (domain.letters)."""

    QUEUED = "queued"
    ON_ITS_WAY = "sent"
    UNCONFIRMED = "unconfirmed"
    ARRIVED = "delivered"
    REFUSED_FOR_GOOD = "permanent-failure"
    REFUSED_SO_FAR = "temporary-failure"
    NOT_CARRIED = "technical-failure"
    NOT_HEARD_IN_TIME = "not-heard-in-time"
    TAKEN_BACK = "taken-back"
    TO_BE_TAKEN_BACK = "to-be-taken-back"
    FAILED = "failed"
    SETTLED = "settled"
    NOT_GONE = "not-gone"
    HELD = "held"
    IN_DOUBT = "in-doubt"
    NOT_TAKEN = "not-taken"
    ASKED_AFTER = "asked-after"


CAME_BACK: Final = frozenset(State(each) for each in FAILURES)
#: Nobody needs to hear more of these.
OVER: Final = frozenset({State.ARRIVED, State.TAKEN_BACK, State.SETTLED})
#: Somebody has to do something, or look.
STUCK: Final = CAME_BACK | {
    State.QUEUED,
    State.NOT_HEARD_IN_TIME,
    State.TO_BE_TAKEN_BACK,
    State.FAILED,
    State.IN_DOUBT,
    State.NOT_TAKEN,
    State.ASKED_AFTER,
}


class Sending(Frozen):
    """One letter by one way. `no` is its number in the case, for good; None while
    nothing is on record of it.

    `what`: a document or a kind of letter; `part`: what the recipient is in the case.
    `key` is missing where an older case did not write one down, `way` where nobody
    took it. `language`: of the certified text that it brings. `posted_at`: when
    somebody posted it. `why`: a code. `then`: the way by which it was tried again
    after this one.
    `asks`: somebody asks them whether it arrived, if nothing else says so. `stopped`:
    it had been withdrawn, and went out all the same.
    """

    no: int | None = None
    key: Key | None = None
    what: Code
    to: Ref
    part: Code = ""
    about: Key = ""
    child: Ref | None = None
    language: str = ""
    way: Channel | None = None
    at: Instant
    since: Instant
    state: State
    why: Code = ""
    content: str = ""
    posted_at: Instant | None = None
    then: Channel | None = None
    asks: bool = False
    stopped: bool = False

    @property
    def is_awaited(self) -> bool:
        """Whether it is not known to have arrived, and nothing went after it."""
        return self.state not in OVER and self.then is None

    @property
    def is_stuck(self) -> bool:
        return self.state in STUCK and self.then is None
