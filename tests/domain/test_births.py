"""A birth may be of several, a pregnancy may end: what each baby has, and nobody hears.

The expected child stands in everything a case can hold; each baby must stand in it too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.decide.births import decide_births
from domain.decide.children import decide_children
from domain.duties.reckoning import reckon
from domain.duty import Duty, Settled, Standing, standing
from domain.evolve import evolve, evolved
from domain.facts.children import (
    ChildBorn,
    ChildLeft,
    ExpectedDatePassed,
    LeavingUndone,
)
from domain.facts.conferences import (
    ChildAdjourned,
    ChildDecided,
    ConferenceBooked,
    ConferenceHeld,
)
from domain.facts.delays import (
    DelayApproved,
    DelayRequested,
    ReasonForLatenessRecorded,
)
from domain.facts.enquiries import (
    ConferenceDecidedOn,
    ConferenceNotRequired,
    DiscussionHeld,
    EnquiryConcluded,
)
from domain.facts.orders import AssessmentOrderMade, EmergencyOrderMade
from domain.facts.plans import CoreGroupHeld, SiblingConcernRaised
from domain.record.children import Child, Leaving, Left, Residence
from domain.record.conferences import CopyDue, Kind, Outcome
from domain.record.delays import Safeguard
from domain.record.enquiries import Discussion
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.requests.children import Newborn, RecordBirth, RecordPregnancyEnded
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, a_person, after, waited
from tests.domain.requesting import refused

BABY, TWIN, SIBLING = "baby", "baby-2", "child-1"
EXPECTED = day("Sat 2026-12-19")
TOLD = instant("Mon 2026-12-21 09:00Z")


def expecting(rulebook: str = "pan-sussex", **fields: Any) -> Case:
    """A household with a child and another expected on Sat 2026-12-19."""
    unborn = a_child(
        BABY,
        expected=EXPECTED,
        language="pl",
        interpreter=True,
        parents=("p-mother",),
        responsible=("p-mother",),
        agencies=("midwifery",),
        lives=(Residence(household="home-1", since=day("Mon 2026-03-02")),),
    )
    given = {
        "children": (a_child(SIBLING), unborn),
        "people": (a_person("p-mother", kind="family", relation="mother"),),
    }
    return a_case(rulebook, **(given | fields))


def birth(*babies: tuple[str, str], told_at: str = "Mon 2026-12-21 09:00Z") -> Any:
    born = tuple(Newborn(ref=ref, born=day(date)) for ref, date in babies)
    return ask(RecordBirth, expected=BABY, born=born, told_at=instant(told_at))


ONE = birth((BABY, "Sun 2026-12-20"))
TWO = birth((BABY, "Sun 2026-12-20"), (TWIN, "Mon 2026-12-21"))


def ended(child: str = BABY, at: str = "Wed 2026-12-16 08:00Z") -> Any:
    return ask(RecordPregnancyEnded, child=child, ended_at=instant(at))


def an_order(ref: str) -> EmergencyOrder:
    return EmergencyOrder(
        ref=ref,
        children=(BABY,),
        made_at=OPENED,
        expires_at=instant("Tue 2026-12-15 09:00Z"),
        legal_action_since=OPENED,
    )


def lived(case: Case) -> Case:
    """An enquiry, orders, a concern, and a conference that adjourned the child."""
    facts = (
        DiscussionHeld(
            at=OPENED,
            enquiry="enq-1",
            children=(BABY, SIBLING),
            discussion=Discussion(ref="sd-1", held_at=OPENED, initiating=True),
        ),
        EmergencyOrderMade(at=OPENED, order=an_order("epo-1")),
        AssessmentOrderMade(
            at=OPENED,
            order=AssessmentOrder(
                ref="cao-1",
                children=(BABY,),
                made_at=OPENED,
                starts_on=day("Mon 2026-12-07"),
                examinations_concluded_at=OPENED,
                assessments_concluded_at=OPENED,
            ),
        ),
        EnquiryConcluded(at=OPENED, enquiry="enq-1", at_risk=(BABY,)),
        ConferenceDecidedOn(
            at=OPENED, enquiry="enq-1", decision="dec-1", children=(BABY,)
        ),
        SiblingConcernRaised(at=OPENED, child=BABY, reason="new-injury"),
        *a_conference("conf-1", "Wed 2026-12-09 10:00Z"),
        ChildAdjourned(
            at=instant("Wed 2026-12-09 10:00Z"),
            conference="conf-1",
            child=BABY,
            why="parent-unwell",
        ),
    )
    return after(case, OPENED, *facts)


def spared(case: Case) -> Case:
    """A manager's decision that the expected child needs no conference."""
    decided = ConferenceNotRequired(
        at=instant("Thu 2026-12-10 12:00Z"),
        enquiry="enq-1",
        children=(BABY,),
        reason="no-risk",
    )
    return after(case, decided.at, decided)


def a_conference(ref: str, at: str) -> tuple[Any, ...]:
    booked = ConferenceBooked(
        at=OPENED,
        conference=ref,
        meeting=Kind.INITIAL,
        children=(BABY, SIBLING),
        starts_at=instant(at),
        reports_from=("midwifery",),
    )
    return (booked, ConferenceHeld(at=instant(at), conference=ref, present=()))


def with_a_plan(case: Case) -> Case:
    """A conference that made a plan for the expected child, and its first core group."""
    held_at = instant("Fri 2026-12-11 10:00Z")
    decided = ChildDecided(
        at=held_at,
        conference="conf-2",
        outcome=Outcome(child=BABY, decided="plan"),
        plan=f"{BABY}-plan-1",
        copies=(CopyDue(child=BABY, person="p-mother"),),
    )
    group = CoreGroupHeld(
        at=instant("Wed 2026-12-16 10:00Z"), meeting="cg-1", children=(BABY,)
    )
    booked = a_conference("conf-2", "Fri 2026-12-11 10:00Z")
    return after(case, held_at, *booked, decided, group)


def born(case: Case, request: Any = TWO) -> Case:
    return waited(after(case, TOLD, *decide_births(case, request, TOLD)), TOLD)


Line = tuple[str, Any, Standing, Any]


def lines(case: Case, child: str) -> set[Line]:
    """What is and was due for a child: which rule, its dates, how it stands, how it
    ended. Neither the child's own reference nor the duty's key is told."""
    return {
        (duty.rule, duty.due, standing(duty), ending(duty))
        for duty in (*case.duties.values(), *case.settled.values())
        if duty.child == child
    }


def ending(duty: Duty | Settled) -> Any:
    return None if isinstance(duty, Duty) else (duty.met_at, duty.lapsed)


def the(case: Case, ref: str) -> Child:
    child = case.child(ref)
    assert child is not None
    return child


def test_the_first_baby_keeps_the_reference_and_the_others_stand_beside_it() -> None:
    facts = decide_births(expecting(), TWO, TOLD)

    (fact,) = facts
    assert isinstance(fact, ChildBorn)
    assert (fact.at, fact.expected) == (TOLD, BABY)
    assert [(b.ref, b.born, b.expected) for b in fact.babies] == [
        (BABY, day("Sun 2026-12-20"), None),
        (TWIN, day("Mon 2026-12-21"), None),
    ]


def test_each_baby_has_what_was_known_of_the_expected_child() -> None:
    expected = the(expecting(), BABY)

    case = born(expecting())

    for ref, date in ((BABY, "Sun 2026-12-20"), (TWIN, "Mon 2026-12-21")):
        same = {"ref": ref, "born": day(date), "expected": None}
        assert the(case, ref) == expected.model_copy(
            update=same | {"birth_settled_at": TOLD}
        )


@pytest.mark.parametrize("expected", [1, 2, 3])
@pytest.mark.parametrize("request_", [ONE, TWO])
def test_as_many_are_born_as_are_born_whatever_was_expected(
    expected: int, request_: Any
) -> None:
    unborn = a_child(BABY, expected=EXPECTED, expected_babies=expected)

    case = born(a_case(children=(unborn,)), request_)

    assert [child.ref for child in case.children] == [b.ref for b in request_.born]
    assert [child.expected_babies for child in case.children] == [1] * len(
        request_.born
    )


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (birth((TWIN, "Sun 2026-12-20")), "first-keeps-reference", "born.0.ref"),
        (
            birth((BABY, "Sun 2026-12-20"), (SIBLING, "Sun 2026-12-20")),
            "reference-in-use",
            "born.1.ref",
        ),
        (
            birth(*((ref, "Sun 2026-12-20") for ref in (BABY, TWIN, TWIN))),
            "reference-in-use",
            "born.2.ref",
        ),
        (
            birth((BABY, "Sun 2026-12-20"), ("b" * 33, "Sun 2026-12-20")),
            "reference-too-long",
            "born.1.ref",
        ),
        (birth((BABY, "Tue 2026-12-22")), "in-the-future", "born.0.born"),
        (birth((BABY, "Fri 2026-02-27")), "impossible-birth-date", "born.0.born"),
        (
            birth((BABY, "Sun 2026-12-20"), told_at="Mon 2026-12-21 09:01Z"),
            "in-the-future",
            "told_at",
        ),
        (
            birth((BABY, "Sun 2026-12-20"), told_at="Sat 2026-12-19 23:59Z"),
            "in-the-future",
            "born.0.born",
        ),
    ],
)
def test_a_birth_that_cannot_be_so_is_refused_with_the_field(
    request_: Any, code: str, where: str
) -> None:
    answer = refused(expecting(), request_, TOLD)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    "request_",
    [
        birth((BABY, "Mon 2026-12-21")),
        birth((BABY, "Sat 2026-02-28")),
        birth((BABY, "Fri 2026-07-31")),
        birth((BABY, "Sun 2026-12-20"), told_at="Sun 2026-12-20 00:00Z"),
        birth((BABY, "Sun 2026-12-20"), ("b" * 32, "Sun 2026-12-20")),
    ],
)
def test_life_is_never_refused_for_being_early_late_or_one_of_several(
    request_: Any,
) -> None:
    case = born(expecting(), request_)

    assert the(case, BABY).born == request_.born[0].born


def test_a_birth_after_the_expected_date_has_passed_is_recorded_like_any_other() -> (
    None
):
    at = instant("Mon 2027-01-04 10:00Z")
    case = waited(expecting(), at)

    late = birth((BABY, "Sun 2027-01-03"), told_at="Mon 2027-01-04 10:00Z")

    assert the(after(case, at, *decide_births(case, late, at)), BABY).born == day(
        "Sun 2027-01-03"
    )


def test_a_child_is_born_once_and_only_while_it_is_in_the_case() -> None:
    pregnancy_ended = ChildLeft(
        at=OPENED,
        child=BABY,
        leaving=Leaving(why=Left.PREGNANCY_ENDED, at=OPENED),
    )

    twice = refused(born(expecting()), ONE, TOLD)
    gone = refused(after(expecting(), OPENED, pregnancy_ended), ONE, TOLD)

    assert (twice.code, twice.where) == ("already-born", "expected")
    assert (gone.code, gone.where) == ("child-has-left", "expected")


def test_has_the_child_been_born_is_answered_when_we_are_told() -> None:
    case = waited(expecting(), TOLD)
    question = f"has-the-child-been-born/{BABY}/{BABY}"
    asked = case.duties[question]

    answered = born(case, ONE).settled[question]

    assert asked.due.since == instant("Sun 2026-12-20 00:00Z")
    assert (answered.met_at, answered.lapsed) == (TOLD, None)


def test_of_a_child_born_before_its_date_nobody_asks_whether_it_was_born() -> None:
    early = birth((BABY, "Thu 2026-12-17"), told_at="Thu 2026-12-17 12:00Z")
    at = instant("Thu 2026-12-17 12:00Z")
    case = expecting()

    case = waited(after(case, at, *decide_births(case, early, at)), TOLD)

    assert not any("has-the-child-been-born" in key for key in case.duties)


@pytest.mark.parametrize(
    "rulebook", ["pan-sussex", "pan-sussex+reviews", "york", "wales", "guernsey"]
)
@pytest.mark.parametrize("kind", ["referral", "transfer-in"])
@pytest.mark.parametrize("then", [spared, with_a_plan])
def test_twins_each_have_every_duty_that_the_expected_child_had(
    rulebook: str, kind: str, then: Callable[[Case], Case]
) -> None:
    case = waited(then(lived(expecting(rulebook, kind=kind))), TOLD)
    before = lines(case, BABY)

    case = born(case)

    now = lines(case, BABY)
    question = {line for line in before ^ now if line[0] == "has-the-child-been-born"}
    assert before - question == now - question
    assert lines(case, TWIN) == now
    assert len(before) > 1


def test_a_sibling_is_untouched_by_a_birth() -> None:
    case = waited(with_a_plan(lived(expecting())), TOLD)

    assert lines(born(case), SIBLING) == lines(case, SIBLING)


def test_each_twin_has_a_plan_of_its_own_from_the_same_conference() -> None:
    case = born(with_a_plan(expecting()))
    group = CoreGroupHeld(
        at=instant("Mon 2026-12-21 14:00Z"), meeting="cg-2", children=(TWIN,)
    )

    case = after(case, instant("Mon 2026-12-21 14:00Z"), group)

    plans = {plan.child: plan for plan in case.plans}
    assert {plan.ref for plan in case.plans} == {f"{BABY}-plan-1", f"{TWIN}-plan-1"}
    assert plans[TWIN].began_at == plans[BABY].began_at
    assert [m.ref for m in plans[BABY].core_groups] == ["cg-1"]
    assert [m.ref for m in plans[TWIN].core_groups] == ["cg-1", "cg-2"]


def test_one_twins_copy_of_the_plan_is_not_met_by_the_others() -> None:
    case = born(with_a_plan(expecting("york")))

    rows = [row for c in case.conferences for row in c.copies]

    assert [(row.child, row.settled_at) for row in rows] == [
        (BABY, None),
        (TWIN, None),
    ]


def test_a_twins_own_plan_ends_by_itself() -> None:
    case = born(with_a_plan(expecting()))
    died = ChildLeft(at=TOLD, child=TWIN, leaving=Leaving(why=Left.DIED, at=TOLD))

    case = after(case, TOLD, died)

    assert case.plan_of(TWIN) is None
    assert case.plan_of(BABY) is not None


def test_who_is_of_concern_to_the_expected_child_is_of_concern_to_each_baby() -> None:
    father = a_person("p-father", kind="family", of_concern_about=(BABY,))
    midwife = a_person("p-midwife", direct_contact_with=(BABY, SIBLING))
    other = a_person("p-other", of_concern_about=(SIBLING,))

    case = born(expecting(people=(father, midwife, other)))

    about = [(p.of_concern_about, p.direct_contact_with) for p in case.people]
    assert about == [
        ((BABY, TWIN), ()),
        ((), (BABY, SIBLING, TWIN)),
        ((SIBLING,), ()),
    ]
    assert [p.revision for p in case.people] == [1, 1, 1]


def test_an_agreed_delay_and_a_recorded_reason_cover_each_baby() -> None:
    due = f"initial-conference/enq-1/{BABY}"
    agreed = DelayApproved(
        at=OPENED,
        delay="delay-1",
        duties=(due,),
        by="p-manager",
        document="letter 7",
        reasons="Birth is expected that week.",
        safeguards=(Safeguard(child=BABY, action="Visit each day."),),
        checker="p-manager",
        first_check_on=day("Mon 2026-12-14"),
        agreed_on=day("Wed 2027-01-06"),
        after_the_miss=False,
    )
    asked = DelayRequested(
        at=OPENED,
        delay="delay-1",
        children=(BABY,),
        by="p-worker",
        reasons="Birth is expected that week.",
        proposed_on=day("Wed 2027-01-06"),
    )
    why = ReasonForLatenessRecorded(at=OPENED, duty=due, code="birth", words="Birth.")
    case = after(lived(expecting()), OPENED, asked, agreed, why)

    case = born(case)

    (delay,) = case.delays
    assert delay.children == (BABY, TWIN)
    assert delay.duties == (due, f"initial-conference/enq-1/{TWIN}")
    assert [reason.duty for reason in case.reasons] == list(delay.duties)


def test_the_case_after_a_birth_can_be_written_and_read_back() -> None:
    case = born(
        with_a_plan(lived(expecting())),
        birth((BABY, "Sun 2026-12-20"), ("b" * 32, "Sun 2026-12-20")),
    )

    assert Case.model_validate_json(case.model_dump_json()) == case


def test_reckoning_after_a_birth_leaves_nothing_over() -> None:
    case = born(with_a_plan(lived(expecting("york"))))

    assert reckon(case, TOLD, thorough=True) == ()


def test_when_a_pregnancy_ends_what_was_due_for_the_child_is_due_no_more() -> None:
    case = with_a_plan(expecting())

    facts = decide_births(case, ended(), TOLD)
    case = after(case, TOLD, *facts)

    at = instant("Wed 2026-12-16 08:00Z")
    leaving = Leaving(why=Left.PREGNANCY_ENDED, at=at)
    assert facts == (ChildLeft(at=at, child=BABY, leaving=leaving),)
    assert not any(duty.child == BABY for duty in case.duties.values())
    assert case.plan_of(BABY) is None


def test_when_a_pregnancy_ends_no_letter_of_any_kind_is_sent_or_left_to_send() -> None:
    case = with_a_plan(expecting(children=(a_child(BABY, expected=EXPECTED),)))
    assert case.outbox

    case = after(case, TOLD, *decide_births(case, ended(), TOLD))
    case = waited(case, instant("Fri 2027-01-29 12:00Z"))

    assert (case.outbox, case.waiting) == ({}, {})


def test_after_a_pregnancy_ended_nobody_is_asked_whether_the_child_was_born() -> None:
    case = expecting()
    before_the_date = after(case, TOLD, *decide_births(case, ended(), TOLD))
    overdue = waited(case, TOLD)
    after_the_date = after(overdue, TOLD, *decide_births(overdue, ended(), TOLD))

    for told in (before_the_date, after_the_date):
        later = waited(told, instant("Fri 2027-01-29 12:00Z"))
        assert not any("has-the-child-been-born" in key for key in later.duties)


def test_the_pregnancy_of_a_child_who_was_born_does_not_end() -> None:
    case = born(expecting(), ONE)

    answer = refused(case, ended(), TOLD)
    unborn = decide_births(expecting(), ended(), TOLD)

    assert (answer.code, answer.where) == ("child-is-born", "child")
    assert "record-death" in answer.message
    assert len(unborn) == 1


@pytest.mark.parametrize(
    ("child", "at", "code", "where"),
    [
        ("nobody", "Wed 2026-12-16 08:00Z", "unknown-child", "child"),
        (BABY, "Mon 2026-12-21 09:01Z", "in-the-future", "ended_at"),
    ],
)
def test_an_end_that_cannot_be_so_is_refused_with_the_field(
    child: str, at: str, code: str, where: str
) -> None:
    answer = refused(expecting(), ended(child, at), TOLD)

    assert (answer.code, answer.where) == (code, where)


def test_an_end_recorded_in_error_leaves_no_gap_when_it_is_undone() -> None:
    case = waited(with_a_plan(lived(expecting())), TOLD)
    mistaken = after(case, TOLD, *decide_births(case, ended(), TOLD))

    undone = evolve(mistaken, LeavingUndone(at=TOLD, child=BABY))
    follows = reckon(undone, TOLD, thorough=True, correcting=True)
    restored = evolved(undone, follows)

    assert (restored.children, restored.plans) == (case.children, case.plans)
    assert lines(restored, BABY) == lines(case, BABY)


def test_the_case_decides_births_among_what_is_asked_about_children() -> None:
    assert decide_children(expecting(), TWO, TOLD) == decide_births(
        expecting(), TWO, TOLD
    )


def test_the_expected_date_that_passed_stays_known_after_the_birth() -> None:
    passed = ExpectedDatePassed(at=instant("Sun 2026-12-20 00:00Z"), child=BABY)
    case = after(expecting(), TOLD, passed)

    assert the(case, BABY).expected_date_passed
    assert the(born(case), TWIN).expected_date_passed
    assert not the(born(expecting()), BABY).expected_date_passed
