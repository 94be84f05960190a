"""What each place leaves to somebody else than the others do, and in which words."""

from __future__ import annotations

import pytest

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.decide import decide
from domain.errors import Refused
from domain.freezing import freeze
from domain.requests.base import By
from domain.roles import Role
from domain.terms import Terms
from tests.domain.builders import with_roles
from tests.domain.who_may_ask.household import answer, asking, by, case, named
from tests.practice.household import BOOKED

WORKER, MANAGER = Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER
AUTHORISED, CHAIR, SERVICE = (
    Role.AUTHORISED_MANAGER,
    Role.CHAIR,
    Role.SERVICE_MANAGER,
)
COORDINATOR, INVITES = Role.COORDINATOR, Role.INVITATIONS_MANAGER
NO = "not-yours-to-ask"


@pytest.mark.parametrize(
    ("place", "kind", "role", "no"),
    [
        # A manager settles whom to invite in Wales; elsewhere those who prepare it.
        ("wales", "invite-to-conference", COORDINATOR, True),
        ("wales", "invite-to-conference", WORKER, True),
        ("wales", "invite-to-conference", CHAIR, True),
        ("wales", "invite-to-conference", INVITES, False),
        ("wales", "invite-to-conference", MANAGER, False),
        ("york", "invite-to-conference", COORDINATOR, False),
        ("pan-sussex", "invite-to-conference", WORKER, False),
        ("york", "invite-to-conference", CHAIR, True),
        # The chair puts off in Wales, and nobody else gives another day.
        ("wales", "postpone-conference", CHAIR, False),
        ("wales", "postpone-conference", MANAGER, True),
        ("wales", "move-conference", CHAIR, False),
        ("wales", "move-conference", COORDINATOR, False),
        ("wales", "move-conference", WORKER, True),
        ("wales", "move-conference", MANAGER, True),
        ("york", "move-conference", WORKER, False),
        # The authorised manager answers for a delay in Sussex.
        ("pan-sussex", "approve-delay", AUTHORISED, False),
        ("pan-sussex", "approve-delay", MANAGER, True),
        ("pan-sussex", "refuse-delay", AUTHORISED, False),
        ("pan-sussex", "refuse-delay", CHAIR, True),
        ("pan-sussex+reviews", "approve-delay", AUTHORISED, False),
        ("pan-sussex+reviews", "approve-delay", COORDINATOR, True),
        # The unit manager decides and countersigns in Guernsey.
        ("guernsey", "decide-on-conference", MANAGER, False),
        ("guernsey", "decide-on-conference", SERVICE, True),
        ("guernsey", "decide-on-conference", WORKER, True),
        ("york", "decide-on-conference", SERVICE, False),
        ("guernsey", "countersign-report", MANAGER, False),
        ("guernsey", "countersign-report", SERVICE, True),
        ("york", "countersign-report", SERVICE, False),
        ("guernsey", "record-process-explained", WORKER, False),
        ("guernsey", "record-process-explained", MANAGER, True),
        ("pan-sussex", "record-process-explained", MANAGER, False),
        ("guernsey", "send-report-to-chair", Role.BUSINESS_SUPPORT, False),
        ("guernsey", "send-report-to-chair", COORDINATOR, True),
        ("york", "send-report-to-chair", COORDINATOR, False),
        # The chair excludes in York, as everywhere; the worker plans for interpreters.
        ("york", "exclude-from-conference", CHAIR, False),
        ("york", "exclude-from-conference", MANAGER, True),
        ("wales", "exclude-from-conference", MANAGER, True),
        ("york", "decide-interpreter", WORKER, False),
        ("york", "decide-interpreter", COORDINATOR, True),
        ("wales", "decide-interpreter", COORDINATOR, False),
    ],
)
def test_whose_it_is_follows_the_procedures_of_the_place(
    place: str, kind: str, role: Role, no: bool
) -> None:
    said = answer(case(place), asking(kind, by(role)))

    assert (said == NO) is no, said


@pytest.mark.parametrize(
    ("place", "role", "said"),
    [
        ("york", AUTHORISED, "nobody-may-agree"),
        ("guernsey", MANAGER, "nobody-may-agree"),
        ("wales", AUTHORISED, "chair-postpones"),
        ("wales", CHAIR, "chair-postpones"),
    ],
)
def test_where_nobody_agrees_to_a_delay_it_is_said_what_to_do_instead(
    place: str, role: Role, said: str
) -> None:
    for kind in ("approve-delay", "refuse-delay"):
        assert answer(case(place), asking(kind, by(role))) == said


def northtown(place: str, role: Role) -> Terms:
    """A council that names somebody who may agree to a delay, as its own setting."""
    base, common = load_rulebook(place), load_rulebook("common")
    local = load_local("default").model_copy(update={"delay_authority": role.value})
    return freeze(base, (common,), local, load_calendar(base.calendar))


def test_whom_a_council_names_for_delays_answers_them_and_nobody_else() -> None:
    found = case(northtown("york", SERVICE))

    assert answer(found, asking("approve-delay", by(SERVICE))) == "delay-not-asked-for"
    assert answer(found, asking("approve-delay", by(AUTHORISED))) == NO


def test_a_council_does_not_take_from_the_authorised_manager_what_is_theirs() -> None:
    found = case(northtown("pan-sussex", SERVICE))

    assert answer(found, asking("approve-delay", by(SERVICE))) == NO


def list_of(who: By, approved_by: str | None) -> str:
    return answer(
        case("wales"),
        asking("invite-to-conference", who, approved_by=approved_by),
    )


def test_in_wales_a_manager_settles_the_list_in_their_own_name_alone() -> None:
    assert list_of(by(MANAGER), "deputy") == "in-anothers-name"
    assert list_of(by(INVITES), named(MANAGER)) == "in-anothers-name"
    assert list_of(by(MANAGER), named(MANAGER)) == "unknown-conference"


@pytest.mark.parametrize(
    ("place", "kind", "role", "words", "rules"),
    [
        ("wales", "invite-to-conference", COORDINATOR, "invitations manager", "WA-41"),
        ("wales", "postpone-conference", MANAGER, "the chair does", "WA-18"),
        ("pan-sussex", "approve-delay", MANAGER, "the authorised manager", "SX-29"),
        ("guernsey", "decide-on-conference", WORKER, "first line manager", "T4-13"),
        ("york", "exclude-from-conference", WORKER, "the chair does", "YK-19"),
        ("york", "decide-interpreter", COORDINATOR, "social worker or key", "YK-52"),
    ],
)
def test_a_refusal_says_who_may_and_under_which_rule(
    place: str, kind: str, role: Role, words: str, rules: str
) -> None:
    with pytest.raises(Refused) as caught:
        decide(case(place), asking(kind, by(role)), BOOKED)

    assert caught.value.code == NO
    assert words in caught.value.message
    assert "whoever acts for them" in caught.value.message
    assert caught.value.rules == (rules,)


def test_the_pathway_leaves_every_request_with_whom_the_base_has_it() -> None:
    for place in ("york", "wales", "guernsey", "pan-sussex"):
        alone, over = with_roles(place), with_roles(place, "csa-pathway")

        assert alone.may_ask == over.may_ask
        assert over.asked_under["decide-sharing"] == ("CS-66",)
