"""What a case still has to send can be seen, with what holds it."""

from __future__ import annotations

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.record.people import Hold
from domain.unsent import unsent
from domain.views import CaseView, case_view
from tests.dates import instant
from tests.domain.family import MOTHER, VISITOR, a_family

NOON = instant("Mon 2027-01-11 12:00Z")
MORNING = instant("Tue 2027-01-12 08:00Z")
FOLLOWED = "CP-1/invitation/conf-1/p-mother-1/mail"


def effect(
    to: str, kind: EffectKind = EffectKind.INVITATION, role: bool = False
) -> Effect:
    return Effect(
        key=f"CP-1/{kind}/conf-1/{to}-1/mail",
        kind=kind,
        to=to,
        role=role,
        about="conf-1",
        asked_at=NOON,
        give_up_at=MORNING,
    )


def owing(*owed: Effect, held: str | None = None) -> Case:
    """A case with letters that may go, and a list that waits for the morning."""
    outbox = {each.key: each for each in owed}
    digest = effect("chair", EffectKind.DIGEST, role=True)
    waiting = {digest.key: digest.model_copy(update={"not_before": MORNING})}
    holds = (Hold(who=held, since=NOON),) if held else ()
    changes = {"outbox": outbox, "waiting": waiting, "holds": holds}
    return a_family().model_copy(update=changes)


def test_what_may_go_and_what_waits_for_a_morning_is_shown_once() -> None:
    case = owing(effect(MOTHER), effect(VISITOR))

    shown = unsent(case)

    assert [each.key for each in shown] == [*case.outbox, *case.waiting]
    assert [each.not_before for each in shown] == [None, None, MORNING]
    assert [each.role for each in shown] == [False, False, True]


def test_a_held_person_s_letters_are_shown_as_held_and_nobody_else_s() -> None:
    case = owing(effect(MOTHER), effect(VISITOR), held=MOTHER)

    assert {each.to for each in unsent(case) if each.held} == {MOTHER}
    assert len(unsent(case)) == 3


def test_asking_after_a_letter_is_not_shown_as_a_letter() -> None:
    asking = effect(MOTHER, EffectKind.FOLLOW_UP).model_copy(
        update={"letter": FOLLOWED}
    )

    assert [each.kind for each in unsent(owing(asking))] == [EffectKind.DIGEST]


def test_a_case_with_nothing_to_send_says_nothing_of_it() -> None:
    quiet = owing().model_copy(update={"waiting": {}})

    told = case_view(quiet, NOON).model_dump_json()

    assert '"unsent"' not in told
    assert CaseView.model_validate_json(told).unsent == ()


def test_what_is_shown_comes_back_from_a_query_as_it_was() -> None:
    view = case_view(owing(effect(MOTHER)), NOON)

    assert len(view.unsent) == 2
    assert CaseView.model_validate_json(view.model_dump_json()) == view
