"""Nobody approves what they asked for or countersigns what they wrote, in any role."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.record.conferences import Conference, Report
from domain.record.delays import Delay
from domain.record.people import RoleHeld
from domain.record.translations import Translation
from domain.requests.base import By
from domain.roles import Role
from rulebook.schema import Apart
from tests.dates import instant
from tests.domain.builders import OPENED, a_person
from tests.domain.who_may_ask.household import (
    answer,
    asking,
    by,
    case,
    named,
    roles,
    staff,
)
from tests.practice.household import BOTH, MOTHER, STARTS, people

WORKER, MANAGER = Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER
AUTHORISED, CHAIR = Role.AUTHORISED_MANAGER, Role.CHAIR
FROM, TO = instant("Mon 2027-01-11 08:00Z"), instant("Mon 2027-01-25 08:00Z")
A_DELAY = Delay(
    ref="delay-1",
    children=BOTH,
    duties=("initial-conference/enq-1/child-1",),
    asked_at=OPENED,
    asked_by=named(WORKER),
)
JOB = Translation(
    ref="t1",
    document="outline-plan",
    about="conference-1",
    language="pl",
    source="4e07" * 16,
    asked_at=OPENED,
    translator="translator-1",
    returned_by="stranger",
    returned_at=OPENED,
    content="6b86" * 16,
)


def acts(role: Role, person: str) -> RoleHeld:
    return RoleHeld(role=role, person=person, since=FROM, until=TO, acting=True)


def asked_for(*held: RoleHeld, terms: str = "pan-sussex") -> Case:
    """The worker has asked for a delay; they, or another, may hold a second role."""
    return case(terms, delays=(A_DELAY,), roles=roles(*held))


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (by(AUTHORISED, named(WORKER)), "asked-by-the-same-person"),
        (by(AUTHORISED, "stranger"), "role-held-by-another"),
        (by(WORKER), "not-yours-to-ask"),
        (by(MANAGER), "not-yours-to-ask"),
        (by(Role.BUSINESS_SUPPORT), "not-yours-to-ask"),
        (by(Role.COORDINATOR), "not-yours-to-ask"),
        (by(CHAIR), "not-yours-to-ask"),
        (by(Role.SERVICE_MANAGER), "not-yours-to-ask"),
    ],
)
def test_nobody_agrees_to_a_delay_that_they_asked_for_even_when_acting(
    who: By, said: str
) -> None:
    found = asked_for(acts(AUTHORISED, named(WORKER)))

    assert answer(found, asking("approve-delay", who)) == said


def test_the_authorised_manager_answers_what_the_worker_asked_for() -> None:
    found = asked_for(acts(AUTHORISED, named(WORKER)))
    theirs = ("not-yours-to-ask", "role-held-by-another", "asked-by-the-same-person")

    assert answer(found, asking("approve-delay", by(AUTHORISED))) not in theirs


def test_who_asked_in_another_role_does_not_answer_as_the_manager_they_are() -> None:
    mine = A_DELAY.model_copy(update={"asked_by": named(AUTHORISED)})
    found = case("pan-sussex", delays=(mine,))

    said = answer(found, asking("approve-delay", by(AUTHORISED)))
    assert said == "asked-by-the-same-person"


def reported(author: str, *held: RoleHeld, terms: str = "guernsey") -> Case:
    written = Report(agency="social-work", author=author, completed_at=FROM)
    conference = Conference(
        ref="conference-1",
        kind="initial",
        children=BOTH,
        booked_at=OPENED,
        starts_at=STARTS,
        reports=(written,),
    )
    return case(terms, conferences=(conference,), roles=roles(*held))


def countersigning(who: By, signed_by: str | None = None) -> Any:
    return asking(
        "countersign-report",
        who,
        agency="social-work",
        countersigned_by=signed_by or who.person,
        countersigned_at=instant("Mon 2027-01-18 12:00Z"),
    )


@pytest.mark.parametrize("terms", ["guernsey", "york", "wales", "pan-sussex"])
def test_nobody_countersigns_what_they_wrote_even_as_the_manager_that_they_are(
    terms: str,
) -> None:
    own = reported(named(MANAGER), terms=terms)
    another = reported(named(WORKER), terms=terms)

    assert answer(own, countersigning(by(MANAGER))) == "countersigner-is-author"
    assert answer(another, countersigning(by(MANAGER))) == "accepted"


def test_nor_while_they_act_for_the_manager() -> None:
    acting = acts(MANAGER, "second-worker")
    own, another = reported("second-worker", acting), reported(named(WORKER), acting)
    asked = countersigning(by(MANAGER, "second-worker"))

    assert answer(own, asked) == "countersigner-is-author"
    assert answer(another, asked) == "accepted"


@pytest.mark.parametrize(
    ("who", "signed_by"),
    [(by(MANAGER), "deputy"), (by(MANAGER), named(Role.SERVICE_MANAGER))],
)
def test_nobody_countersigns_in_the_name_of_somebody_else(
    who: By, signed_by: str
) -> None:
    said = answer(reported(named(WORKER)), countersigning(who, signed_by))

    assert said == "in-anothers-name"


def test_an_author_does_not_have_somebody_else_put_their_own_name_to_it() -> None:
    asked = countersigning(by(MANAGER), named(WORKER))

    assert answer(reported(named(WORKER)), asked) == "countersigner-is-author"


@pytest.mark.parametrize("kind", ["reopen-case", "reopen-enquiry", "correct"])
@pytest.mark.parametrize(
    "second", [named(MANAGER), MOTHER, "nobody-here", "kept-away", "child-1"]
)
def test_a_second_person_is_another_professional_of_the_case(
    kind: str, second: str
) -> None:
    barred = a_person("kept-away", excluded=True)
    found = case(people=(*people(), *staff(), barred))
    named_by = asking(kind, by(MANAGER), seconded_by=second)

    assert answer(found, named_by) == "second-person-needed"
    seconded = asking(kind, by(MANAGER), seconded_by="deputy")
    assert answer(found, seconded) != "second-person-needed"


@pytest.mark.parametrize("hands", ["translator-1", "stranger"])
@pytest.mark.parametrize("role", [Role.TRANSLATION_DESK, Role.INTERPRETER])
def test_nobody_checks_a_translation_that_went_through_their_hands(
    hands: str, role: Role
) -> None:
    found = case(translations=(JOB,))

    said = answer(found, asking("check-translation", by(role, hands)))
    assert said == "second-person-checks"
    other = answer(found, asking("check-translation", by(role, "second-reader")))
    assert other not in ("second-person-checks", "not-yours-to-ask")


@pytest.mark.parametrize(
    ("kind", "who", "field"),
    [
        ("assign-role", by(Role.COORDINATOR), "person"),
        ("assign-role", by(MANAGER), "person"),
        ("act-for", by(MANAGER), "person"),
        ("decide-adult-concern", by(MANAGER), "person"),
        ("lift-adult-concern", by(CHAIR), "person"),
        ("decide-sharing", by(WORKER), "person"),
        ("withhold-plan", by(WORKER), "person"),
    ],
)
def test_nobody_asks_about_themselves_what_others_decide(
    kind: str, who: By, field: str
) -> None:
    said = answer(case(), asking(kind, who, **{field: who.person}))

    assert said == "about-themselves"


def test_whoever_chaired_does_not_set_their_own_decision_aside() -> None:
    chaired = reported(named(WORKER), acts(Role.SERVICE_MANAGER, named(CHAIR)))
    own = asking("decision-set-aside", by(Role.SERVICE_MANAGER, named(CHAIR)))
    other = asking("decision-set-aside", by(Role.SERVICE_MANAGER))

    assert answer(chaired, own) == "own-decision"
    assert answer(chaired, other) == "conference-not-held"


def test_each_way_to_stand_apart_is_asked_somewhere() -> None:
    asked = {apart for kinds in case("wales").terms.apart.values() for apart in kinds}

    assert asked == set(Apart)
