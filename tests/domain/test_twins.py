"""Whatever stood in the record for the expected child stands there for each baby."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.facts.children import ChildLeft, ChildMovedOut
from domain.facts.delays import (
    DelayApproved,
    DelayRequested,
    ReasonForLatenessRecorded,
)
from domain.facts.plans import CoreGroupHeld
from domain.record.children import Leaving, Left
from domain.record.delays import Safeguard
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_person, after, waited
from tests.domain.expecting import (
    BABY,
    SIBLING,
    TOLD,
    TWIN,
    birth,
    born,
    expecting,
    lines,
    lived,
    spared,
    with_a_plan,
)


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


def named_in(part: Any) -> Iterator[tuple[str, int, int]]:
    """Each list of the record, how often it names the first baby, and the second."""
    if isinstance(part, dict):
        for name, value in part.items():
            for path, first, second in named_in(value):
                yield f"{name}.{path}", first, second
    if isinstance(part, list):
        about = [i.get("child") if isinstance(i, dict) else i for i in part]
        yield "", about.count(BABY), about.count(TWIN)
        for item in part:
            yield from named_in(item)


@pytest.mark.parametrize("then", [spared, with_a_plan])
def test_whatever_list_names_the_expected_child_names_each_baby(
    then: Callable[[Case], Case],
) -> None:
    people = (a_person("p-midwife", direct_contact_with=(BABY,)),)
    moved = ChildMovedOut(at=OPENED, child=BABY, to_area="leeds")
    case = born(after(then(lived(expecting(people=people))), OPENED, moved))

    kept = case.model_dump(mode="json", exclude={"terms", "unrecorded", "outbox"})
    named = [found for found in named_in(kept) if found[1] or found[2]]

    assert [place for place, first, second in named if first != second] == []
    assert {"moves.", "enquiries.at_risk.", "conferences.adjourned."} <= {
        place for place, _, _ in named
    }


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
