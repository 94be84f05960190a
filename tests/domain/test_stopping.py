"""What has become untrue or unsafe is stopped, and nothing else is."""

from __future__ import annotations

from domain.advance import advance, sendable
from domain.case import Case
from domain.effects import EffectKind
from domain.facts.children import ChildLeft, EighteenNears
from domain.facts.conferences import ChildDecided, ConferenceBooked, OutcomeUndone
from domain.facts.letters import LetterFailed, LettersHeld
from domain.facts.people import PersonDied
from domain.record.children import Leaving, Left
from domain.record.conferences import CopyDue, Kind, Outcome
from tests.dates import day, instant
from tests.domain.builders import waited
from tests.domain.family import BOOKED, MANAGER, MOTHER, STARTS, VISITOR, a_family

NOON = instant("Mon 2027-01-11 12:00Z")


def with_plan_from(case: Case, conference: str) -> Case:
    booked = ConferenceBooked(
        at=BOOKED,
        conference=conference,
        meeting=Kind.INITIAL,
        children=("child-1",),
        starts_at=STARTS,
    )
    decided = ChildDecided(
        at=STARTS,
        conference=conference,
        plan=f"plan-of-{conference}",
        outcome=Outcome(child="child-1", decided="plan"),
        copies=(CopyDue(child="child-1", person=VISITOR),),
    )
    return advance(case, (booked, decided), NOON)


def test_undoing_one_outcome_leaves_the_letters_of_another_conference_alone() -> None:
    case = with_plan_from(with_plan_from(a_family(), "conf-1"), "conf-10")
    undone = OutcomeUndone(at=NOON, conference="conf-1", child="child-1")
    case = advance(case, (undone,), NOON)
    copies = [e for e in case.outbox.values() if e.kind is EffectKind.PLAN_COPY]
    assert [effect.about for effect in copies] == ["conf-10"]


def test_nobody_is_told_of_the_birthday_of_a_child_who_has_died() -> None:
    """It fell at midnight; the child died at seven; at eight nothing is said."""
    night = instant("Mon 2026-12-14 00:00Z")
    near = EighteenNears(at=night, child="child-1", birthday=day("Sun 2027-03-14"))
    case = advance(a_family(), (near,), night)
    assert [item.code for e in case.waiting.values() for item in e.items] == [
        "eighteen-nears"
    ]
    died_at = instant("Mon 2026-12-14 07:00Z")
    left = ChildLeft(
        at=died_at, child="child-1", leaving=Leaving(why=Left.DIED, at=died_at)
    )
    alive = waited(case, instant("Mon 2026-12-14 08:00Z"))
    dead = waited(advance(case, (left,), died_at), instant("Mon 2026-12-14 08:00Z"))
    assert _told(alive) == ["eighteen-nears"]
    assert _told(dead) == []


def _told(case: Case) -> list[str | None]:
    return [item.code for e in case.outbox.values() for item in e.items]


def on_its_way_to_the_manager() -> Case:
    case = advance(a_family(), (), NOON)
    failed = LetterFailed(at=NOON, key="k", to=MOTHER, why="no-address")
    case = advance(case, (failed,), NOON)
    (task,) = (e for e in case.outbox.values() if e.kind is EffectKind.TASK)
    role = task.model_copy(update={"to": "first-line-manager"})
    return case.model_copy(update={"outbox": {role.key: role}})


def test_a_hold_sends_what_is_on_its_way_to_a_holder_round_by_another_way() -> None:
    case = on_its_way_to_the_manager()
    (before,) = case.outbox
    case = advance(case, (LettersHeld(at=NOON, who=MANAGER, reason="danger"),), NOON)
    to_manager = [e for e in sendable(case) if e.to == "first-line-manager"]
    assert [effect.key for effect in to_manager] == [f"{before}~1"]


def test_what_is_on_its_way_to_a_holder_who_died_is_asked_for_again() -> None:
    case = on_its_way_to_the_manager()
    (before,) = case.outbox
    case = advance(case, (PersonDied(at=NOON, person=MANAGER),), NOON)
    assert list(case.outbox) == [f"{before}~1"]


def test_a_held_case_gives_nothing_out_to_translate_and_still_tells_its_staff() -> None:
    case = with_plan_from(a_family(), "conf-1")
    (copy,) = (e for e in case.outbox.values() if e.kind is EffectKind.PLAN_COPY)
    request = copy.model_copy(
        update={
            "key": "CP-1/translation",
            "kind": EffectKind.TRANSLATION,
            "to": "translation-desk",
            "role": True,
        }
    )
    case = case.model_copy(update={"outbox": {request.key: request}})
    assert sendable(case) == (request,)
    case = advance(case, (LettersHeld(at=NOON, who=None, reason="danger"),), NOON)
    assert [e.kind for e in sendable(case)] == [EffectKind.TASK]
