"""Who may hold a record, propose its erasure and confirm it; and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from adapters.retention_policies import load_retention
from domain.errors import Refused
from domain.requests.base import By
from domain.retention.deciding import (
    confirm,
    erased,
    go_on,
    hold,
    is_unfinished,
    lift,
    propose,
    standing_proposal,
)
from domain.retention.kept import OPEN, Kept
from domain.retention.steps import Standing, Step, StepKind, standing
from domain.roles import Role
from tests.dates import day, instant

POLICY = load_retention("default")
ZONE = "Europe/London"
NOW = instant("Mon 2065-01-05 10:00Z")
OVER = Kept(until=day("Fri 2064-06-06"), why="child-protection")
ANNE = By(person="anne", role=Role.SERVICE_MANAGER)
BOB = By(person="bob", role=Role.AUTHORISED_MANAGER)
Act = Callable[[], Step]


def refusal(act: Act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def proposed(by: By = ANNE) -> Standing:
    return standing([propose(Standing(), OVER, by, POLICY, NOW, ZONE)])


def test_one_proposes_another_confirms_and_the_record_goes() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    agreed = confirm(standing([asked]), OVER, BOB, POLICY, NOW, ZONE)
    gone = erased(standing([asked, agreed]), BOB, POLICY, NOW)
    assert [step.kind for step in (asked, agreed, gone)] == [
        StepKind.PROPOSED,
        StepKind.CONFIRMED,
        StepKind.ERASED,
    ]
    assert {step.why for step in (asked, agreed, gone)} == {"child-protection"}


def test_nobody_confirms_what_they_proposed_in_whatever_role() -> None:
    again = By(person="anne", role=Role.AUTHORISED_MANAGER)
    assert refusal(lambda: confirm(proposed(), OVER, again, POLICY, NOW, ZONE)) == (
        "the-same-person"
    )


def test_nothing_is_erased_that_nobody_proposed_in_time() -> None:
    late = NOW + timedelta(days=POLICY.proposal, minutes=1)
    assert refusal(lambda: confirm(Standing(), OVER, BOB, POLICY, NOW, ZONE)) == (
        "not-proposed"
    )
    assert refusal(lambda: confirm(proposed(), OVER, BOB, POLICY, late, ZONE)) == (
        "not-proposed"
    )
    assert propose(proposed(), OVER, BOB, POLICY, late, ZONE).person == "bob"


def test_a_legal_hold_stops_both_and_ends_what_was_proposed() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    held = hold(standing([asked]), BOB, "inquest", POLICY, NOW)
    stands = standing([asked, held])
    assert refusal(lambda: propose(stands, OVER, ANNE, POLICY, NOW, ZONE)) == (
        "legal-hold"
    )
    assert refusal(lambda: confirm(stands, OVER, BOB, POLICY, NOW, ZONE)) == (
        "legal-hold"
    )
    lifted = lift(stands, ANNE, POLICY, NOW)
    after = standing([asked, held, lifted])
    assert refusal(lambda: confirm(after, OVER, BOB, POLICY, NOW, ZONE)) == (
        "not-proposed"
    )


def test_nobody_lifts_the_hold_that_they_put() -> None:
    stands = standing([hold(Standing(), ANNE, "inquest", POLICY, NOW)])
    assert refusal(lambda: lift(stands, ANNE, POLICY, NOW)) == "the-same-person"
    assert refusal(lambda: lift(Standing(), BOB, POLICY, NOW)) == "not-held"
    assert refusal(lambda: hold(stands, BOB, "inquest", POLICY, NOW)) == "held-already"


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        (Kept(until=day("Mon 2065-01-05"), why="child-protection"), "still-kept"),
        (Kept(until=None, why="no-day"), "still-kept"),
        (Kept(until=None, why=OPEN), "case-open"),
    ],
)
def test_a_record_in_its_time_is_kept(kept: Kept, code: str) -> None:
    assert refusal(lambda: propose(Standing(), kept, ANNE, POLICY, NOW, ZONE)) == code
    assert refusal(lambda: confirm(proposed(), kept, BOB, POLICY, NOW, ZONE)) == code


@pytest.mark.parametrize("role", sorted(set(Role) - set(POLICY.may_erase)))
def test_no_other_role_lets_a_record_go(role: Role) -> None:
    by = By(person="carol", role=role)
    assert refusal(lambda: propose(Standing(), OVER, by, POLICY, NOW, ZONE)) == (
        "not-yours-to-ask"
    )
    assert refusal(lambda: confirm(proposed(), OVER, by, POLICY, NOW, ZONE)) == (
        "not-yours-to-ask"
    )


@pytest.mark.parametrize("role", sorted(set(Role) - set(POLICY.may_hold)))
def test_no_other_role_holds_a_record_or_lifts_a_hold(role: Role) -> None:
    by = By(person="carol", role=role)
    stands = standing([hold(Standing(), ANNE, "inquest", POLICY, NOW)])
    assert refusal(lambda: hold(Standing(), by, "inquest", POLICY, NOW)) == (
        "not-yours-to-ask"
    )
    assert refusal(lambda: lift(stands, by, POLICY, NOW)) == "not-yours-to-ask"


def test_what_is_erased_or_confirmed_is_over() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    agreed = confirm(standing([asked]), OVER, BOB, POLICY, NOW, ZONE)
    stands = standing([asked, agreed])
    assert refusal(lambda: propose(stands, OVER, ANNE, POLICY, NOW, ZONE)) == "erased"
    assert refusal(lambda: confirm(stands, OVER, ANNE, POLICY, NOW, ZONE)) == "erased"
    gone = standing([asked, agreed, erased(stands, BOB, POLICY, NOW)])
    assert refusal(lambda: hold(gone, ANNE, "inquest", POLICY, NOW)) == "erased"
    assert (
        refusal(lambda: erased(standing([asked]), BOB, POLICY, NOW)) == "not-confirmed"
    )


def test_an_erasure_that_was_stopped_is_gone_on_with_only_by_who_may_erase() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    agreed = confirm(standing([asked]), OVER, BOB, POLICY, NOW, ZONE)
    stands = standing([asked, agreed])
    operator = By(person="zoe", role=Role.SYSTEM_OPERATOR)

    assert is_unfinished(stands, key_is_there=True)
    go_on(stands, True, ANNE, POLICY)
    assert refusal(lambda: erased(stands, operator, POLICY, NOW)) == "not-yours-to-ask"
    with pytest.raises(Refused):
        go_on(stands, True, operator, POLICY)


def test_a_proposal_that_nobody_confirmed_in_time_stands_no_longer() -> None:
    late = NOW + timedelta(days=POLICY.proposal, minutes=1)

    assert standing_proposal(proposed(), POLICY, NOW) is not None
    assert standing_proposal(proposed(), POLICY, late) is None


def test_a_hold_put_before_it_was_done_stops_an_erasure_that_was_confirmed() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    agreed = confirm(standing([asked]), OVER, BOB, POLICY, NOW, ZONE)
    held = hold(standing([asked, agreed]), BOB, "inquest", POLICY, NOW)
    stands = standing([asked, agreed, held])

    assert not is_unfinished(stands, key_is_there=True)
    assert refusal(lambda: erased(stands, BOB, POLICY, NOW)) == "not-confirmed"


def test_an_erasure_whose_key_came_back_is_done_again_by_who_may_erase() -> None:
    asked = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)
    agreed = confirm(standing([asked]), OVER, BOB, POLICY, NOW, ZONE)
    gone = erased(standing([asked, agreed]), BOB, POLICY, NOW)
    stands = standing([asked, agreed, gone])

    assert is_unfinished(stands, key_is_there=True)
    assert not is_unfinished(stands, key_is_there=False)
    assert erased(stands, ANNE, POLICY, NOW).kind is StepKind.ERASED


def test_each_step_names_the_table_that_was_asked() -> None:
    step = propose(Standing(), OVER, ANNE, POLICY, NOW, ZONE)

    assert step.table == f"{POLICY.id}:{POLICY.version}"
