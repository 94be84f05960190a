"""The record in the family's own language: due beside the plan, never before it."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Standing
from domain.record.participation import InterpreterNeed
from rulebook.schema import Force
from tests.dates import day
from tests.domain.conferring import how
from tests.domain.requesting import asked
from tests.practice.household import (
    BEFORE,
    EVENING,
    LATER,
    MOTHER,
    ONE,
    TWO,
)
from tests.practice.outcomes import CONF, considered, held, plan_outcome
from tests.practice.recording import was_held
from tests.practice.telling import (
    GIVE,
    give,
    ungated,
    waiting,
    with_people,
)

POLISH = {"language_need": "pl", "interpreter": True}


def in_polish() -> Case:
    """A plan was made, and the mother needs an interpreter for Polish."""
    return was_held(make=with_people({MOTHER: POLISH}))(ungated("york"))


@pytest.mark.rule("YK-53")
def test_the_record_is_due_in_their_language_to_whoever_needs_an_interpreter() -> None:
    case = in_polish()
    rule = case.terms.rule("give-the-record-in-their-language")

    assert rule is not None
    assert (rule.ids, rule.force) == (("YK-53",), Force.STATUTORY)
    assert waiting(case, GIVE) == {MOTHER}
    assert not waiting(was_held()(ungated("york")), GIVE)


@pytest.mark.rule("YK-53")
def test_an_untranslated_record_may_be_given_and_does_not_settle_it() -> None:
    english = asked(in_polish(), LATER, give(language="en"))
    polish = asked(english, LATER, give(language="pl"))

    assert waiting(english, GIVE) == {MOTHER}
    assert [r.theirs for r in english.conferences[0].records] == [False]
    assert how(polish, f"{GIVE}/{MOTHER}") is Standing.MET


@pytest.mark.rule("YK-53")
def test_no_plan_waits_for_the_translation() -> None:
    case = in_polish()
    plan_sent = case.duties[f"plan-sent/{CONF}/{ONE}"]

    assert plan_sent.due.due_on == day("Mon 2027-02-01")


def test_for_a_signer_the_words_alone_are_not_the_record() -> None:
    signs = {"interpreter": True, "format": "signed-video"}
    case = was_held(make=with_people({MOTHER: signs}))(ungated("york"))

    written = asked(case, LATER, give())
    signed = asked(written, LATER, give(format="signed-video"))

    assert waiting(written, GIVE) == {MOTHER}
    assert not waiting(signed, GIVE)


def test_what_was_planned_with_the_family_decides_whether_one_is_needed() -> None:
    def planned(needed: bool) -> Case:
        need = InterpreterNeed(who=MOTHER, needed=needed, decided_at=BEFORE)
        case = with_people({MOTHER: POLISH})(ungated("york"))
        case = case.model_copy(update={"interpreters": (need,)})
        return asked(case, EVENING, held(plan_outcome(ONE), considered(TWO)))

    assert waiting(planned(True), GIVE) == {MOTHER}
    assert not waiting(planned(False), GIVE)


def test_what_was_given_stays_given_when_the_language_is_put_right_later() -> None:
    case = asked(in_polish(), LATER, give(language="pl"))
    after = with_people({MOTHER: {"language_need": "ro"}}, lambda _: case)(case.terms)

    assert reckon(after, LATER, thorough=True) == ()
