"""What whoever is on duty records at once, and what waits for the role's holder."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.asking import AT_ONCE
from domain.asking.complete import KINDS
from domain.attestations.kinds import needs_word
from domain.case import Case
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.requests.base import By
from domain.roles import Role
from tests.dates import instant
from tests.domain.builders import OPENED, a_person
from tests.domain.requesting import asked
from tests.domain.who_may_ask.household import answer, asking, by, case, may, roles
from tests.practice.household import BOTH, MOTHER

WORKER = Role.SOCIAL_WORKER
ON_DUTY = by(WORKER, "stranger")
NIGHT, COORDINATOR = Role.OUT_OF_HOURS_TEAM, by(Role.COORDINATOR)
ANOTHERS, ENDED = "role-held-by-another", "role-has-ended"
MORNING = instant("Thu 2027-01-21 09:30Z")
NOON = instant("Thu 2027-01-21 12:00Z")
LATER = instant("Thu 2027-01-21 15:00Z")
PLACES = pytest.mark.parametrize("place", ["york", "wales", "pan-sussex", "guernsey"])


def discussed(who: By, ref: str) -> Request:
    return asking(
        "record-discussion",
        who,
        held_at=MORNING,
        enquiry="enquiry-new",
        discussion=ref,
        children=BOTH,
    )


@pytest.mark.parametrize(
    "kind",
    ["record-emergency-order", "record-assessment-order", "record-sibling-concern"],
)
@pytest.mark.parametrize("vacant", [(), (WORKER,)], ids=["anothers", "over"])
def test_an_order_of_a_court_or_concern_about_a_sibling_waits_for_no_handover(
    kind: str, vacant: tuple[Role, ...]
) -> None:
    left = RoleHeld(role=WORKER, person="stranger", since=OPENED, until=MORNING)
    found = case(roles=roles(left, vacant=vacant))

    assert may(found, asking(kind, ON_DUTY), NOON)


def test_the_date_of_an_order_begins_whoever_is_on_duty_and_records_it() -> None:
    order = asking(
        "record-emergency-order",
        ON_DUTY,
        order="order-new",
        made_at=MORNING,
        expires_at=instant("Fri 2027-01-29 09:30Z"),
        children=BOTH,
        legal_action_planned=True,
    )
    found = asked(case("pan-sussex"), NOON, order)
    begun = [duty.who for duty in found.duties.values() if duty.ref == "order-new"]

    assert sorted(begun) == sorted(BOTH)


@PLACES
def test_a_discussion_that_opens_an_enquiry_waits_for_no_handover(place: str) -> None:
    assert answer(case(place), discussed(ON_DUTY, "first"), NOON) == "accepted"


@PLACES
def test_a_further_discussion_may_move_the_date_and_waits_for_the_holder(
    place: str,
) -> None:
    found = asked(case(place), NOON, discussed(ON_DUTY, "first"))

    assert answer(found, discussed(ON_DUTY, "second"), LATER) == ANOTHERS
    assert answer(found, discussed(by(WORKER), "second"), LATER) == "accepted"


@pytest.mark.parametrize(
    "kind",
    [
        "extend-emergency-order",
        "discharge-emergency-order",
        "plan-legal-action",
        "end-assessment-order",
        "record-birth",
        "change-person",
        "change-household",
        "release-letters",
    ],
)
def test_what_moves_a_date_or_a_letter_waits_for_the_holder(kind: str) -> None:
    assert answer(case(), asking(kind, ON_DUTY), NOON) == ANOTHERS


def test_whoever_may_not_change_an_address_stops_its_letters_at_once() -> None:
    assert answer(case(), asking("change-person", ON_DUTY), NOON) == ANOTHERS
    assert answer(case(), asking("hold-letters", ON_DUTY), NOON) == "accepted"


@pytest.mark.parametrize("kind", [*sorted(AT_ONCE), "record-discussion"])
@pytest.mark.parametrize(
    ("who", "said"),
    [
        (by(Role.AUDITOR, "stranger"), "not-yours-to-ask"),
        (by(WORKER, MOTHER), "cannot-act-here"),
        (by(WORKER, "kept-away"), "cannot-act-here"),
    ],
)
def test_what_waits_for_no_handover_waits_for_a_role_and_for_who_can_act(
    kind: str, who: By, said: str
) -> None:
    found = case(people=(*case().people, a_person("kept-away", excluded=True)))

    assert answer(found, asking(kind, who), NOON) == said


def was_in(role: Role, until: datetime, *, ended: bool = True) -> Case:
    """The stranger was in the role; `ended`: and was put out of it, by end-role."""
    held = RoleHeld(
        role=role, person="stranger", since=OPENED, until=until, ended=ended
    )
    return case(roles=roles(held))


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("record-emergency-order", NIGHT),
        ("record-sibling-concern", NIGHT),
        ("record-emergency-order", WORKER),
        ("record-sibling-concern", WORKER),
        ("record-assessment-order", WORKER),
    ],
)
def test_who_was_put_out_of_a_role_records_no_order_or_concern_in_it(
    kind: str, role: Role
) -> None:
    request = asking(kind, by(role, "stranger"))

    assert may(was_in(role, NOON), request, MORNING)
    assert answer(was_in(role, NOON), request, NOON) == ENDED
    assert may(was_in(role, NOON, ended=False), request, NOON)


@pytest.mark.parametrize("role", [NIGHT, WORKER])
def test_who_was_put_out_of_a_role_opens_no_enquiry_in_it(role: Role) -> None:
    request = discussed(by(role, "stranger"), "first")

    assert answer(was_in(role, NOON), request, NOON) == ENDED
    assert answer(was_in(role, NOON, ended=False), request, NOON) == "accepted"


@pytest.mark.parametrize("role", [NIGHT, WORKER])
def test_who_has_got_a_role_back_records_an_order_in_it_again(role: Role) -> None:
    taken = {"role": role, "person": "stranger", "since": NOON}
    back = asked(
        was_in(role, MORNING), NOON, asking("assign-role", COORDINATOR, **taken)
    )
    order = asking("record-emergency-order", by(role, "stranger"))

    assert may(back, order, NOON)


@pytest.mark.parametrize("kind", ["record-protective-action", "hold-letters"])
@pytest.mark.parametrize("role", [NIGHT, WORKER])
def test_protective_action_and_a_hold_are_refused_to_nobody_who_was_put_out(
    kind: str, role: Role
) -> None:
    fields = {"taken_at": NOON} if kind == "record-protective-action" else {}
    request = asking(kind, by(role, "stranger"), **fields)

    assert answer(was_in(role, NOON), request, NOON) == "accepted"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_waits_for_no_gateway_waits_for_no_handover_either(kind: str) -> None:
    found, request = case(), asking(kind, ON_DUTY)

    assert needs_word(found, request) or answer(found, request, NOON) != ANOTHERS
