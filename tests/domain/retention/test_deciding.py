"""Who may hold a record, propose its erasure and confirm it; and who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from adapters.retention_policies import load_retention
from domain.errors import Refused
from domain.requests.base import By
from domain.retention.deciding import (
    Found,
    confirm,
    erased,
    hold,
    lift,
    propose,
)
from domain.retention.kept import OPEN, Kept
from domain.retention.steps import (
    Standing,
    Step,
    StepKind,
    standing,
    standing_proposal,
)
from domain.roles import Role
from tests.dates import day, instant

POLICY = load_retention("default")
ZONE = "Europe/London"
NOW = instant("Mon 2065-01-05 10:00Z")
OVER = Kept(until=day("Fri 2064-06-06"), why="child-protection")
FOUND = Found(OVER, ZONE, older=0)
ANNE = By(person="anne", role=Role.SERVICE_MANAGER)
BOB = By(person="bob", role=Role.AUTHORISED_MANAGER)
Act = Callable[[], object]
#: Whether the case's key is there.
THERE, GONE = True, False


def refusal(act: Act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def proposed(by: By = ANNE) -> Standing:
    return standing([propose(Standing(), None, FOUND, by, POLICY, NOW)])


def steps(stands: Standing) -> list[Step]:
    """The steps that made it stand so."""
    return [step for step in (stands.proposed, stands.confirmed) if step]


def confirmed() -> Standing:
    """One proposed it, another confirmed it."""
    asked = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)
    return standing([asked, confirm(standing([asked]), None, FOUND, BOB, POLICY, NOW)])


def test_one_proposes_another_confirms_and_the_record_goes() -> None:
    asked = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)
    agreed = confirm(standing([asked]), None, FOUND, BOB, POLICY, NOW)
    gone = erased(standing([asked, agreed]), None, FOUND, BOB, POLICY, NOW)
    assert [step.kind for step in (asked, agreed, gone)] == [
        StepKind.PROPOSED,
        StepKind.CONFIRMED,
        StepKind.ERASED,
    ]
    assert {step.why for step in (asked, agreed, gone)} == {"child-protection"}


def test_nobody_confirms_what_they_proposed_in_whatever_role() -> None:
    again = By(person="anne", role=Role.AUTHORISED_MANAGER)
    assert refusal(lambda: confirm(proposed(), None, FOUND, again, POLICY, NOW)) == (
        "the-same-person"
    )


def test_nothing_is_erased_that_nobody_proposed_in_time() -> None:
    late = NOW + timedelta(days=POLICY.proposal, minutes=1)
    assert refusal(lambda: confirm(Standing(), None, FOUND, BOB, POLICY, NOW)) == (
        "not-proposed"
    )
    assert refusal(lambda: confirm(proposed(), None, FOUND, BOB, POLICY, late)) == (
        "not-proposed"
    )
    assert propose(proposed(), None, FOUND, BOB, POLICY, late).person == "bob"


def test_a_legal_hold_stops_both_and_ends_what_was_proposed() -> None:
    asked = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)
    held = hold(standing([asked]), THERE, BOB, "inquest", POLICY, NOW)
    stands = standing([asked, held])
    assert refusal(lambda: propose(stands, None, FOUND, ANNE, POLICY, NOW)) == (
        "legal-hold"
    )
    assert refusal(lambda: confirm(stands, None, FOUND, BOB, POLICY, NOW)) == (
        "legal-hold"
    )
    lifted = lift(stands, ANNE, POLICY, NOW)
    after = standing([asked, held, lifted])
    assert refusal(lambda: confirm(after, None, FOUND, BOB, POLICY, NOW)) == (
        "not-proposed"
    )


def test_nobody_lifts_the_hold_that_they_put() -> None:
    stands = standing([hold(Standing(), THERE, ANNE, "inquest", POLICY, NOW)])
    assert refusal(lambda: lift(stands, ANNE, POLICY, NOW)) == "the-same-person"
    assert refusal(lambda: lift(Standing(), BOB, POLICY, NOW)) == "not-held"
    assert (
        refusal(lambda: hold(stands, THERE, BOB, "inquest", POLICY, NOW))
        == "held-already"
    )


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        (Kept(until=day("Mon 2065-01-05"), why="child-protection"), "still-kept"),
        (Kept(until=None, why="no-day"), "still-kept"),
        (Kept(until=None, why=OPEN), "case-open"),
    ],
)
def test_a_record_in_its_time_is_kept(kept: Kept, code: str) -> None:
    found = Found(kept, ZONE, older=0)
    assert refusal(lambda: propose(Standing(), None, found, ANNE, POLICY, NOW)) == code
    assert refusal(lambda: confirm(proposed(), None, found, BOB, POLICY, NOW)) == code


@pytest.mark.parametrize("role", sorted(set(Role) - set(POLICY.may_erase)))
def test_no_other_role_lets_a_record_go(role: Role) -> None:
    by = By(person="carol", role=role)
    assert refusal(lambda: propose(Standing(), None, FOUND, by, POLICY, NOW)) == (
        "not-yours-to-ask"
    )
    assert refusal(lambda: confirm(proposed(), None, FOUND, by, POLICY, NOW)) == (
        "not-yours-to-ask"
    )


@pytest.mark.parametrize("role", sorted(set(Role) - set(POLICY.may_hold)))
def test_no_other_role_holds_a_record_or_lifts_a_hold(role: Role) -> None:
    by = By(person="carol", role=role)
    stands = standing([hold(Standing(), THERE, ANNE, "inquest", POLICY, NOW)])
    assert refusal(lambda: hold(Standing(), THERE, by, "inquest", POLICY, NOW)) == (
        "not-yours-to-ask"
    )
    assert refusal(lambda: lift(stands, by, POLICY, NOW)) == "not-yours-to-ask"


def test_what_is_erased_or_confirmed_is_over() -> None:
    asked = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)
    agreed = confirm(standing([asked]), None, FOUND, BOB, POLICY, NOW)
    stands = standing([asked, agreed])
    assert refusal(lambda: propose(stands, None, FOUND, ANNE, POLICY, NOW)) == "erased"
    assert refusal(lambda: confirm(stands, None, FOUND, ANNE, POLICY, NOW)) == "erased"
    gone = standing([asked, agreed, erased(stands, None, FOUND, BOB, POLICY, NOW)])
    assert refusal(lambda: hold(gone, THERE, ANNE, "inquest", POLICY, NOW)) == "erased"
    assert (
        refusal(lambda: erased(standing([asked]), None, FOUND, BOB, POLICY, NOW))
        == "not-confirmed"
    )


@pytest.mark.parametrize("gone_at", [None, NOW])
def test_an_erasure_that_was_stopped_is_gone_on_with_only_by_who_may_erase(
    gone_at: datetime | None,
) -> None:
    operator = By(person="zoe", role=Role.SYSTEM_OPERATOR)
    done = erased(confirmed(), gone_at, FOUND, ANNE, POLICY, NOW)

    assert done.kind is StepKind.ERASED
    assert (
        refusal(lambda: erased(confirmed(), gone_at, FOUND, operator, POLICY, NOW))
        == "not-yours-to-ask"
    )


def test_a_proposal_that_nobody_confirmed_in_time_stands_no_longer() -> None:
    late = NOW + timedelta(days=POLICY.proposal, minutes=1)

    assert standing_proposal(proposed(), POLICY, NOW) is not None
    assert standing_proposal(proposed(), POLICY, late) is None


def test_a_hold_put_before_it_was_done_stops_an_erasure_that_was_confirmed() -> None:
    put = hold(confirmed(), THERE, BOB, "inquest", POLICY, NOW)
    held = standing([*steps(confirmed()), put])
    beside = confirmed().model_copy(update={"held": put})

    assert refusal(lambda: erased(held, None, FOUND, BOB, POLICY, NOW)) == "legal-hold"
    assert (
        refusal(lambda: erased(beside, None, FOUND, BOB, POLICY, NOW)) == "legal-hold"
    )


@pytest.mark.parametrize("stands", [Standing(), proposed(), confirmed()])
def test_nothing_is_held_any_more_once_the_key_is_destroyed(stands: Standing) -> None:
    assert refusal(lambda: hold(stands, GONE, ANNE, "inquest", POLICY, NOW)) == "erased"


def test_a_record_that_its_own_key_does_not_wholly_seal_is_kept_and_says_how_much() -> (
    None
):
    older = FOUND._replace(older=7)
    asks: tuple[Act, ...] = (
        lambda: propose(Standing(), None, older, ANNE, POLICY, NOW),
        lambda: confirm(proposed(), None, older, BOB, POLICY, NOW),
        lambda: erased(confirmed(), None, older, BOB, POLICY, NOW),
    )

    for ask in asks:
        with pytest.raises(Refused, match=r"still open .* 7\.") as caught:
            ask()
        assert caught.value.code == "not-by-its-key"


def test_each_step_names_the_table_that_was_asked() -> None:
    step = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)

    assert step.table == f"{POLICY.id}:{POLICY.version}"
