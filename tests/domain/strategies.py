"""Random lives: households under any rulebook, and what is then asked of their case.

What is asked is chosen with the case in hand, so that most of it is accepted and lives
get far; some of it is spoiled on purpose.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, get_args

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.case import Case
from domain.clock import next_wake
from domain.opening import open_case
from domain.requests import Request
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.enquiries import ConcludeEnquiry
from domain.requests.keeping import RecordProtectiveAction, ReopenCase
from domain.requests.plans import RecordCoreGroup
from tests.domain.plausible.children import CHILDREN
from tests.domain.plausible.conferences import CONFERENCES
from tests.domain.plausible.enquiries import ENQUIRIES
from tests.domain.plausible.households import openings
from tests.domain.plausible.keeping import CORRECTIONS, KEEPING
from tests.domain.plausible.life import Carried, Life, Move, done
from tests.domain.plausible.orders import DELAYS, ORDERS
from tests.domain.plausible.people import LETTERS, PEOPLE, TO_PEOPLE
from tests.domain.plausible.reports import PLANS, REPORTS
from tests.domain.plausible.scene import DAY, HOUR, Asking, CannotAsk, Scene

THOROUGH = os.environ.get("VIGIL_PROPERTIES") == "thorough"
#: A bounded search in every run, the same each time; with VIGIL_PROPERTIES=thorough a
#: long one that also makes a failing life as short as it can.
LIVES = settings(
    max_examples=500 if THOROUGH else 12,
    deadline=None,
    derandomize=not THOROUGH,
    phases=list(Phase) if THOROUGH else [Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

ASKINGS: dict[type, Asking] = {
    **ENQUIRIES,
    **CONFERENCES,
    **REPORTS,
    **PLANS,
    **ORDERS,
    **DELAYS,
    **CHILDREN,
    **PEOPLE,
    **LETTERS,
    **KEEPING,
    **CORRECTIONS,
}
#: What most lives are made of.
USUAL = (
    BookConference,
    RecordConferenceHeld,
    RecordConferenceHeld,
    RecordCoreGroup,
    ConcludeEnquiry,
)
ALL = tuple(ASKINGS)
OF_A_CLOSED_CASE = (ReopenCase, ReopenCase, RecordProtectiveAction)
NOBODY = "nobody-here"


@st.composite
def lives(draw: st.DrawFn, least: int = 6, most: int = 24) -> Life:
    """A household's case from its intake on, of `least` to `most` things asked."""
    opening, told_at = draw(openings())
    case, now = open_case(opening, told_at), told_at
    moves: list[Move] = []
    for number in range(draw(st.integers(least, most))):
        now += draw(pauses(case, now))
        move = draw(moves_of(case, now, number))
        if move is None:
            continue
        step = done(case, move)
        event(f"accepted: {step.refused is None}")
        case = step.after
        moves.append(move)
    return Life(opening, told_at, tuple(moves), now + draw(a_while()))


def a_while() -> st.SearchStrategy[timedelta]:
    minutes = st.integers(0, 180).map(lambda n: timedelta(minutes=n))
    hours = st.integers(0, 72).map(lambda n: n * HOUR)
    days = st.integers(1, 21).map(lambda n: n * DAY)
    months = st.integers(30, 100).map(lambda n: n * DAY)
    return minutes | hours | days | days | months


def pauses(case: Case, now: datetime) -> st.SearchStrategy[timedelta]:
    """Any while, or until about the case's next wake, or the next conference."""
    instants = [c.starts_at for c in case.conferences if c.awaited]
    wake = next_wake(case)
    ahead = [at - now for at in (*instants, wake) if at is not None and at > now]
    if not ahead:
        return a_while()
    about = st.sampled_from([timedelta(), HOUR, timedelta(minutes=1)])
    until = st.builds(lambda pause, by: pause + by, st.sampled_from(ahead), about)
    return until | a_while()


@st.composite
def moves_of(draw: st.DrawFn, case: Case, now: datetime, number: int) -> Move | None:
    letters = [e.key for e in case.outbox.values() if e.kind in TO_PEOPLE]
    if letters and draw(st.integers(1, 4)) == 1:
        failed = draw(st.sampled_from([None, None, None, "refused"]))
        return Move(now, Carried(draw(st.sampled_from(letters)), failed))
    asked = draw(requests(case, now, number))
    return None if asked is None else Move(now, asked)


@st.composite
def requests(draw: st.DrawFn, case: Case, now: datetime, number: int) -> Request | None:
    """Something asked of this case now: mostly fitting, sometimes spoiled."""
    scene = Scene(case, now, number, draw)
    for _ in range(5):
        try:
            asked = ASKINGS[draw(st.sampled_from(_likely(case, draw)))](scene)
        except CannotAsk:
            continue
        return _spoiled(draw, asked, now) if scene.chance(1, 12) else asked
    return None


def _likely(case: Case, draw: st.DrawFn) -> Sequence[type]:
    if case.closed_at is not None:
        return OF_A_CLOSED_CASE
    return USUAL if draw(st.integers(1, 3)) == 1 else ALL


def _spoiled(draw: st.DrawFn, asked: Request, now: datetime) -> Request:
    """The request with one of its fields made wrong, though of the right type."""
    given = {
        name: getattr(asked, name)
        for name in type(asked).model_fields
        if name not in ("id", "by", "kind")
    }
    wrong = {name: _wrong(value, now) for name, value in given.items()}
    changeable = sorted(name for name, value in given.items() if wrong[name] != value)
    if not changeable:
        return asked
    name = draw(st.sampled_from(changeable))
    try:
        return type(asked)(id=asked.id, by=asked.by, **(given | {name: wrong[name]}))
    except ValidationError:
        return asked


def _wrong(value: Any, now: datetime) -> Any:
    match value:
        case StrEnum():
            return value
        case datetime():
            return now + 40 * DAY if value <= now else now - 700 * DAY
        case date():
            return value - 500 * DAY
        case bool():
            return not value
        case str():
            return NOBODY
        case (str(), *_):
            return (NOBODY,)
        case _:
            return value


def kinds() -> tuple[type, ...]:
    """Every kind of request that a case may be asked."""
    return get_args(Request)
