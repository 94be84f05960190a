"""What the police decide stands beside what we find: nothing else ends with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.terms import TermsNamed, terms_named
from domain.case import Case
from domain.decide import decide
from domain.evolve import evolved
from domain.evolve.changes import changed
from domain.facts.keeping import RequestAccepted
from domain.record.conferences import Outcome
from domain.record.invitations import Invitee
from domain.requests.safety import RecordPoliceOutcome
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_WORKER,
    BEFORE,
    BOTH,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TWO,
    asking,
    household,
    only,
)
from tests.practice.inviting import listing
from tests.practice.keeping_away import (
    A_PLAN,
    FOR_TWO,
    concerned,
    excluding,
    free,
    holding,
    person,
)

NO_ACTION = RecordPoliceOutcome(
    **asking(AS_WORKER, "police"),
    children=(ONE,),
    at=LATER,
    outcome="no-further-action",
)
FOUND = A_PLAN.model_copy(update={"categories": ("sexual-abuse",)})


def everything(*outcomes: Outcome) -> Case:
    """Of concern and excluded; a plan under the category of sexual abuse."""
    case = asked(concerned(free("york", "csa-pathway")), BEFORE, excluding())
    return asked(case, EVENING, holding(*(outcomes or (FOUND, FOR_TWO))))


STATES: dict[str, Callable[[], Case]] = {
    "nothing has happened": lambda: household(terms=free()),
    "an adult is of concern": lambda: concerned(free()),
    "a plan under that category": everything,
}
CASES = {name: made() for name, made in STATES.items()}


@pytest.mark.rule("CS-53")
@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(sorted(CASES)),
    outcome=st.sampled_from(("no-further-action", "charged", "released-from-bail")),
    children=st.lists(st.sampled_from(BOTH), min_size=1, unique=True),
    minutes=st.integers(0, 60 * 24),
)
def test_whatever_the_police_decide_nothing_else_in_the_case_changes(
    name: str, outcome: str, children: list[str], minutes: int
) -> None:
    case = CASES[name]
    request = NO_ACTION.model_copy(
        update={
            "outcome": outcome,
            "children": tuple(children),
            "at": LATER - timedelta(minutes=minutes),
        }
    )

    facts = decide(case, request, LATER)
    after = evolved(case, facts)

    (recorded,) = after.police
    assert (recorded.outcome, recorded.children) == (outcome, tuple(children))
    assert sum(not isinstance(fact, RequestAccepted) for fact in facts) == 1
    assert changed(after, police=case.police, answered=case.answered) == case


@pytest.mark.rule("CS-53")
def test_no_further_action_ends_no_concern_no_exclusion_and_no_category() -> None:
    case = asked(everything(), LATER, NO_ACTION)

    assert person(case, FATHER).of_concern_about == (ONE,)
    assert person(case, FATHER).excluded
    assert case.adult_concerns[0].lifted_at is None
    outcome = case.conferences[0].outcome(ONE)
    assert outcome is not None
    assert outcome.categories == ("sexual-abuse",)


@pytest.mark.rule("CS-53")
def test_after_no_further_action_he_can_still_not_be_invited() -> None:
    gated = only(practice("york", "csa-pathway"), "nobody-of-concern-invited")
    told = NO_ACTION.model_copy(update={"at": BEFORE})
    case = asked(concerned(gated), BEFORE, told)
    both = listing(Invitee(person=MOTHER), Invitee(person=FATHER), settled_at=BEFORE)

    assert refused(case, both, BEFORE).rules == ("CS-48",)
    assert gated.provision("police-outcome-ends") == "nothing"


@pytest.mark.rule("CS-54")
def test_what_the_police_decided_and_what_we_found_stand_in_fields_of_their_own() -> (
    None
):
    case = asked(everything(), LATER, NO_ACTION)

    assert [p.outcome for p in case.police] == ["no-further-action"]
    outcome = case.conferences[0].outcome(ONE)
    assert outcome is not None
    assert outcome.decided == "plan"
    assert case.terms.provision("police-outcome-stands-apart") == "own-field"


def test_an_outcome_about_a_child_whom_nobody_knows_is_not_recorded() -> None:
    request = NO_ACTION.model_copy(update={"children": ("child-9",)})

    assert refused(household(terms=free()), request, LATER).code == "unknown-child"


def test_the_police_may_decide_more_than_once() -> None:
    later = NO_ACTION.model_copy(update={"outcome": "charged", "children": (TWO,)})

    case = asked(household(terms=free()), LATER, NO_ACTION, later)

    assert [p.outcome for p in case.police] == ["no-further-action", "charged"]


@pytest.mark.rule("CS-01")
def test_the_pathway_is_laid_over_the_procedures_when_abuse_is_a_concern() -> None:
    plain = terms_named(TermsNamed(rulebook="york"))
    laid_over = terms_named(TermsNamed(rulebook="york", sexual_abuse_concern=True))

    assert "csa-pathway" not in {book.id for book in plain.others}
    assert "csa-pathway" in {book.id for book in laid_over.others}
    assert {g.key for g in laid_over.gates if g.book == "csa-pathway"} > {
        "nobody-of-concern-invited",
        "sharing-decided",
    }
    assert not {g.key for g in plain.gates if g.book == "csa-pathway"}
