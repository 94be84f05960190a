"""An initial conference follows an enquiry that found a risk to a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.afterwards import SetAside, Trigger
from domain.record.conferences import Adjourned, Conference, Decided, Kind, Outcome
from domain.record.enquiries import Enquiry
from domain.requests.conferences import AdjournChildren
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import day, instant
from tests.domain.builders import a_child, practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import (
    CONF,
    an_enquiry,
    booked,
    booking,
    held,
)
from tests.practice.household import (
    AS_CHAIR,
    BOOKED,
    BOTH,
    EVENING,
    ONE,
    STARTS,
    TWO,
    UNBORN,
    WORKER,
    asking,
    household,
    only,
)

FOUND_RISK = "enquiry-found-risk"
A_PLAN = Outcome(child=ONE, decided=Decided.PLAN, key_worker=WORKER)


def enquired(*enquiries: Enquiry, **fields: Any) -> Callable[[Terms], Case]:
    """The conference about both children, after these enquiries."""
    return lambda own: booked(own, enquiries=enquiries, **fields)


NO_RISK = enquired(an_enquiry(at_risk=()))
FOUND = enquired(an_enquiry())


def risk(rule: str, *books: str) -> Row:
    """Both children's enquiry found nothing; it found a risk to one of them."""
    return Row(rule, FOUND_RISK, books, NO_RISK, EVENING, held(), held(), BOTH, FOUND)


ROWS = (
    risk("YK-01", "york"),
    risk("YK-37", "york"),
    risk("WA-01", "wales"),
    risk("CS-03", "pan-sussex", "csa-pathway"),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


def held_elsewhere(child: str) -> Conference:
    """An earlier conference that did not decide this child."""
    left = Outcome(child=child, decided=Decided.NOT_DECIDED, protection="The aunt.")
    return Conference(
        ref="conf-0",
        kind=Kind.INITIAL,
        children=(child,),
        starts_at=BOOKED,
        booked_at=BOOKED,
        held_at=BOOKED,
        outcomes=(left,),
    )


OPEN = an_enquiry(concluded_at=None, at_risk=())
WITHOUT_FINDING = an_enquiry(at_risk=())
AN_UNBORN = a_child(UNBORN, expected=day("Tue 2027-06-01"))


@pytest.mark.rule("YK-37")
@pytest.mark.parametrize(
    ("case", "missing"),
    [
        (enquired(OPEN), BOTH),
        (enquired(an_enquiry(children=(ONE,), at_risk=(ONE,))), ()),
        (enquired(), ("",)),
        (enquired(WITHOUT_FINDING, kind="transfer-in"), ()),
        (enquired(OPEN, kind="transfer-in"), ()),
        (
            enquired(
                WITHOUT_FINDING,
                set_aside=(SetAside(conference="conf-0", child=TWO, at=BOOKED),),
            ),
            (),
        ),
        (enquired(WITHOUT_FINDING, conferences=(held_elsewhere(TWO),)), ()),
        (enquired(OPEN, conferences=(held_elsewhere(TWO),)), (ONE,)),
    ],
)
def test_an_initial_conference_waits_for_the_finding_of_the_enquiry(
    case: Callable[[Terms], Case], missing: tuple[str, ...]
) -> None:
    made = case(only(practice("york"), FOUND_RISK))
    found = list(lacks(made, Before.HOLD, Subject(made.conference(CONF))))

    assert tuple(ref for lack in found for ref in lack.about) == missing


@pytest.mark.rule("WA-01")
def test_the_latest_enquiry_is_asked_about_and_an_older_finding_is_not_enough() -> None:
    first = an_enquiry().discussions[0]
    later = first.model_copy(update={"held_at": instant("Tue 2027-01-12 10:00Z")})
    newer = an_enquiry(ref="enq-2", at_risk=(), discussions=(later,))
    made = enquired(an_enquiry(), newer)(only(practice("wales"), FOUND_RISK))

    assert refused(made, held(), EVENING).rules == ("WA-01",)


@pytest.mark.rule("CS-03")
def test_a_child_whose_enquiry_goes_on_is_adjourned_and_others_are_decided() -> None:
    alone = {"children": (ONE,)}, {"children": (TWO,)}
    done = an_enquiry(**alone[0])
    still = an_enquiry(**alone[1], ref="enq-2", concluded_at=None, at_risk=())
    own = only(practice("york", "csa-pathway"), FOUND_RISK)
    made = enquired(done, still)(own)
    adjourn = AdjournChildren(
        **asking(AS_CHAIR), conference=CONF, at=STARTS, children=(TWO,), reason="waits"
    )

    assert refused(made, held(A_PLAN), EVENING).rules == ("YK-01", "YK-37", "CS-03")
    assert asked(made, EVENING, adjourn, held(A_PLAN)).plan_of(ONE)


@pytest.mark.rule("YK-01")
def test_no_enquiry_keeps_a_conference_from_being_booked() -> None:
    own = only(practice("york"), FOUND_RISK)

    assert asked(household(terms=own, enquiries=(OPEN,)), BOOKED, booking()).conferences


@pytest.mark.rule("WA-01")
def test_what_asks_for_a_conference_before_a_birth_stands_in_for_an_enquiry() -> None:
    own = only(practice("wales"), FOUND_RISK)
    trigger = Trigger(child=UNBORN, code="previous-child-removed", at=BOOKED)
    about = booking(children=(UNBORN,), invite=())
    before = household(terms=own, children=(AN_UNBORN,))
    told = before.model_copy(update={"triggers": (trigger,)})

    assert refused(asked(before, BOOKED, about), held(), EVENING).rules == ("WA-01",)
    assert asked(asked(told, BOOKED, about), EVENING, held()).conferences[0].held_at


@pytest.mark.rule("YK-37")
def test_a_part_that_another_conference_adjourned_waits_for_no_enquiry_of_its_own() -> (
    None
):
    """A decision set aside about the brother opens nothing about the sister."""
    put_off = held_elsewhere(TWO).model_copy(
        update={"outcomes": (), "adjourned": (Adjourned(child=TWO, at=BOOKED),)}
    )
    aside = (SetAside(conference="conf-0", child=TWO, at=BOOKED),)
    own = only(practice("york"), FOUND_RISK)

    for made in (
        enquired(OPEN, conferences=(put_off,)),
        enquired(OPEN, set_aside=aside),
    ):
        case = made(own)
        (lack,) = lacks(case, Before.HOLD, Subject(case.conference(CONF)))
        assert lack.about == (ONE,)


@pytest.mark.rule("WA-01")
def test_a_reason_that_the_conference_itself_names_stands_in_for_an_enquiry() -> None:
    own = only(practice("wales"), FOUND_RISK)
    about = booking(children=(UNBORN,), invite=())
    case = asked(household(terms=own, children=(AN_UNBORN,)), BOOKED, about)
    plan = A_PLAN.model_copy(update={"child": UNBORN})
    named = plan.model_copy(update={"triggers": ("pre-birth-assessment",)})

    assert refused(case, held(plan), EVENING).rules == ("WA-01",)
    assert asked(case, EVENING, held(named)).conferences[0].held_at
