"""Random lives: households under any rulebook, and what is then asked of their case.

What is asked is chosen with the case in hand, so that most of it is accepted and lives
get far; some of it is spoiled on purpose.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any, get_args

from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from adapters.gateway.attesting import Attester
from domain.case import Case
from domain.clock import next_wake
from domain.opening import open_case
from domain.requests import Request
from domain.requests.conferences import (
    BookConference,
    MoveConference,
    RecordConferenceHeld,
)
from domain.requests.corrections import Correct
from domain.requests.delays import ApproveDelay, RequestDelay
from domain.requests.enquiries import ConcludeEnquiry, RecordDiscussion
from domain.requests.keeping import CloseCase, RecordProtectiveAction, ReopenCase
from domain.requests.plans import RecordCoreGroup
from domain.requests.reports import CompleteReport
from domain.terms import Terms
from tests.domain.builders import terms
from tests.domain.plausible.afterwards import AFTERWARDS
from tests.domain.plausible.children import CHILDREN
from tests.domain.plausible.conferences import CONFERENCES
from tests.domain.plausible.deliveries import DELIVERIES, answer
from tests.domain.plausible.enquiries import ENQUIRIES
from tests.domain.plausible.households import RULEBOOKS, openings
from tests.domain.plausible.invitations import INVITATIONS
from tests.domain.plausible.keeping import CORRECTIONS, KEEPING
from tests.domain.plausible.life import Carried, Life, Move, done
from tests.domain.plausible.orders import DELAYS, ORDERS
from tests.domain.plausible.participation import PARTICIPATION
from tests.domain.plausible.people import LETTERS, PEOPLE, TO_PEOPLE
from tests.domain.plausible.pre_birth import PRE_BIRTH
from tests.domain.plausible.proceedings import PROCEEDINGS
from tests.domain.plausible.record import RECORD
from tests.domain.plausible.reports import PLANS, REPORTS
from tests.domain.plausible.safety import SAFETY
from tests.domain.plausible.scene import DAY, HOUR, Asking, CannotAsk, Scene
from tests.domain.plausible.the_day import THE_DAY
from tests.domain.plausible.translations import TRANSLATIONS

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
    **INVITATIONS,
    **PARTICIPATION,
    **SAFETY,
    **THE_DAY,
    **RECORD,
    **AFTERWARDS,
    **PRE_BIRTH,
    **PROCEEDINGS,
    **REPORTS,
    **PLANS,
    **ORDERS,
    **DELAYS,
    **CHILDREN,
    **PEOPLE,
    **LETTERS,
    **DELIVERIES,
    **TRANSLATIONS,
    **KEEPING,
    **CORRECTIONS,
}
#: What most lives are made of.
USUAL = (
    BookConference,
    BookConference,
    RecordConferenceHeld,
    RecordConferenceHeld,
    RecordCoreGroup,
    RecordCoreGroup,
    ConcludeEnquiry,
    RecordDiscussion,
    MoveConference,
    CompleteReport,
    RequestDelay,
    ApproveDelay,
    Correct,
    CloseCase,
)
#: What a life is made of whose conferences come late, where somebody may agree to it.
LATE = (RequestDelay, ApproveDelay, ApproveDelay, RecordDiscussion, MoveConference)
ALL = tuple(ASKINGS)
OF_A_CLOSED_CASE = (ReopenCase, ReopenCase, RecordProtectiveAction)
NOBODY = "nobody-here"
GATEWAY = Attester.development()


@st.composite
def lives(
    draw: st.DrawFn,
    most: int = 24,
    usual: Sequence[type] = USUAL,
    rulebooks: Sequence[str] = RULEBOOKS,
    under: Callable[..., Terms] = terms,
) -> Life:
    """A household's case from its intake on, of up to `most` things asked.

    A third of them are of the `usual` kinds. Dice choose, each thing as likely as it is
    meant to be; the search chooses the dice, the household, and where the life stops.
    """
    opening, told_at = draw(openings(rulebooks, under))
    dice = Random(draw(st.integers(0, 2**32)))
    length = draw(st.integers(most // 4, most)) if THOROUGH else most
    case, now = open_case(opening, told_at), told_at
    moves: list[Move] = []
    for number in range(length):
        now += pause(case, now, dice)
        move = what_comes_in(Scene(case, now, number, dice), usual)
        if move is None:
            continue
        step = done(case, move)
        event(f"accepted: {step.refused is None}")
        case = step.after
        moves.append(move)
    return Life(opening, told_at, tuple(moves), now + a_while(dice))


def a_while(dice: Random) -> timedelta:
    """Minutes, hours, mostly days, seldom months."""
    lengths = (
        timedelta(minutes=dice.randint(0, 180)),
        dice.randint(0, 72) * HOUR,
        dice.randint(1, 21) * DAY,
        dice.randint(1, 21) * DAY,
        dice.randint(30, 100) * DAY,
    )
    return dice.choices(lengths, (4, 4, 4, 4, 1))[0]


def pause(case: Case, now: datetime, dice: Random) -> timedelta:
    """Any while, or until about the case's next wake, or the next conference."""
    instants = [c.starts_at for c in case.conferences if c.awaited]
    wake = next_wake(case)
    ahead = [at - now for at in (*instants, wake) if at is not None and at > now]
    if not ahead or dice.random() < 1 / 2:
        return a_while(dice)
    return dice.choice(ahead) + dice.choice((timedelta(), HOUR, timedelta(minutes=1)))


def what_comes_in(scene: Scene, usual: Sequence[type]) -> Move | None:
    """A letter's end, or something asked: mostly fitting, sometimes spoiled."""
    outbox = scene.case.outbox.values()
    letters = [effect for effect in outbox if effect.kind in TO_PEOPLE]
    if letters and scene.chance(1, 4):
        failed = scene.one((None, None, None, "refused"))
        effect = scene.one(letters)
        return Move(scene.now, Carried(effect.key, failed, answer(scene, effect)))
    asked = request(scene, usual)
    return None if asked is None else Move(scene.now, asked)


def request(scene: Scene, usual: Sequence[type]) -> Request | None:
    """Something that could be asked of this case now; None when nothing was found."""
    for _ in range(8):
        try:
            asked = ASKINGS[scene.one(_likely(scene, usual))](scene)
        except CannotAsk:
            continue
        return _vouched(scene, _spoiled(scene, asked) if scene.chance(1, 12) else asked)
    return None


def _vouched(scene: Scene, asked: Request) -> Request:
    """With a gateway's word for it, where the case asks for one."""
    if not scene.case.gateway_keys:
        return asked
    return GATEWAY.attested(asked, scene.case.ref, scene.now)


def _likely(scene: Scene, usual: Sequence[type]) -> Sequence[type]:
    if scene.case.closed_at is not None:
        return OF_A_CLOSED_CASE
    return usual if scene.chance(1, 3) else ALL


def _spoiled(scene: Scene, asked: Request) -> Request:
    """The request with one of its fields made wrong, though of the right type."""
    given = {
        name: getattr(asked, name)
        for name in type(asked).model_fields
        if name not in ("id", "by", "kind")
    }
    wrong = {name: _wrong(value, scene.now) for name, value in given.items()}
    changeable = sorted(name for name, value in given.items() if wrong[name] != value)
    if not changeable:
        return asked
    name = scene.one(changeable)
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
