"""What in an intake cannot be so, each with its path and the nearest that can."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from domain.contradictions import contradictions
from domain.intake import Intake
from tests.dates import instant

NOW = instant("Wed 2026-12-16 10:00Z")
AFTER = "2026-12-16T10:01:00Z"
BORN = {"ref": "child-1", "born": "2018-03-14"}
MOTHER = {"ref": "mother", "name": "M", "kind": "family", "relation": "mother"}
WORKER = {
    "ref": "worker",
    "name": "W",
    "kind": "professional",
    "relation": "social-worker",
}
MANAGER = WORKER | {"ref": "manager", "relation": "team-manager"}
BOTH = {"people": [MOTHER, WORKER, MANAGER]}
LONG_AGO, IN_TIME = "2021-12-12T09:59:00Z", "2021-12-12T10:00:00Z"
IN_LINE = (("social-worker", "worker"), ("first-line-manager", "worker"))
SINCE = {"role": "social-worker", "person": "worker"}
HELD = {"ref": "sd-1", "held_at": "2026-12-07T10:00:00Z", "initiating": True}
AGAIN = {"ref": "sd-2", "held_at": "2026-12-09T10:00:00Z"}
ENQUIRY: dict[str, Any] = {
    "ref": "enq-1",
    "children": ["child-1"],
    "discussions": [HELD],
}
ORDER = {
    "ref": "epo-1",
    "children": ["child-1"],
    "made_at": "2026-12-14T10:00:00Z",
    "expires_at": "2026-12-22T10:00:00Z",
}
ASSESSED = {
    "ref": "cao-1",
    "children": ["child-1"],
    "made_at": "2026-12-14T10:00:00Z",
    "starts_on": "2026-12-15",
}


def intake(**fields: Any) -> Intake:
    given = {
        "rulebook": "pan-sussex",
        "team_inbox": "team@council.example",
        "children": [BORN],
        "people": [MOTHER, WORKER],
        "enquiries": [ENQUIRY],
    }
    return Intake.model_validate(given | fields)


def enquiry(**fields: Any) -> dict[str, Any]:
    return {"enquiries": [ENQUIRY | fields]}


def child(**fields: Any) -> dict[str, Any]:
    return {"children": [{k: v for k, v in (BORN | fields).items() if v is not None}]}


def roles(*given: tuple[str, str]) -> dict[str, Any]:
    return {"roles": [{"role": role, "person": person} for role, person in given]}


def family(**fields: Any) -> dict[str, Any]:
    return {"people": [MOTHER | fields, WORKER]}


def worker(**fields: Any) -> dict[str, Any]:
    return {"people": [MOTHER, WORKER | fields, MANAGER]}


def found(fields: dict[str, Any], now: datetime = NOW) -> list[str]:
    return [each.where for each in contradictions(intake(**fields), now)]


CASES: list[tuple[dict[str, Any], str, dict[str, Any]]] = [
    (
        {"children": [BORN, BORN]},
        "children.1.ref",
        {"children": [BORN, BORN | {"ref": "child-2"}]},
    ),
    (
        {"people": [MOTHER, WORKER, MOTHER]},
        "people.2.ref",
        {"people": [MOTHER, WORKER, MOTHER | {"ref": "aunt"}]},
    ),
    (
        {"enquiries": [ENQUIRY, ENQUIRY | {"discussions": [AGAIN]}]},
        "enquiries.1.ref",
        {"enquiries": [ENQUIRY, ENQUIRY | {"ref": "enq-2", "discussions": [AGAIN]}]},
    ),
    (
        enquiry(discussions=[HELD, HELD | {"initiating": False}]),
        "enquiries.0.discussions.1.ref",
        enquiry(discussions=[HELD, AGAIN]),
    ),
    (
        {"enquiries": [ENQUIRY, ENQUIRY | {"ref": "enq-2"}]},
        "enquiries.1.discussions.0.ref",
        {"enquiries": [ENQUIRY, ENQUIRY | {"ref": "enq-2", "discussions": [AGAIN]}]},
    ),
    (
        {"emergency_orders": [ORDER, ORDER]},
        "emergency_orders.1.ref",
        {"emergency_orders": [ORDER, ORDER | {"ref": "epo-2"}]},
    ),
    (
        {"assessment_orders": [ASSESSED, ASSESSED]},
        "assessment_orders.1.ref",
        {"assessment_orders": [ASSESSED, ASSESSED | {"ref": "cao-2"}]},
    ),
    (child(parents=["aunt"]), "children.0.parents.0", child(parents=["mother"])),
    (
        child(responsible=["mother", "aunt"]),
        "children.0.responsible.1",
        child(responsible=["mother"]),
    ),
    (
        {"people": [MOTHER | {"shares_mailbox_with": ["aunt"]}, WORKER]},
        "people.0.shares_mailbox_with.0",
        {"people": [MOTHER | {"shares_mailbox_with": ["worker"]}, WORKER]},
    ),
    (
        {"people": [MOTHER | {"of_concern_about": ["child-9"]}, WORKER]},
        "people.0.of_concern_about.0",
        {"people": [MOTHER | {"of_concern_about": ["child-1"]}, WORKER]},
    ),
    (
        {"roles": [{"role": "social-worker", "person": "aunt"}]},
        "roles.0.person",
        {"roles": [{"role": "social-worker", "person": "worker"}]},
    ),
    (
        {"proceedings": {"started_at": "2026-12-10T10:00:00Z", "guardian": "aunt"}},
        "proceedings.guardian",
        {"proceedings": {"started_at": "2026-12-10T10:00:00Z", "guardian": "worker"}},
    ),
    (
        {"sexual_abuse_concern": {"children": ["child-1"], "about": ["aunt"]}},
        "sexual_abuse_concern.about.0",
        {"sexual_abuse_concern": {"children": ["child-1"], "about": ["mother"]}},
    ),
    (
        {"sexual_abuse_concern": {"children": ["child-9"]}},
        "sexual_abuse_concern.children.0",
        {"sexual_abuse_concern": {"children": ["child-1"]}},
    ),
    (
        enquiry(children=["child-1", "child-9"]),
        "enquiries.0.children.1",
        enquiry(children=["child-1"]),
    ),
    (
        {"emergency_orders": [ORDER | {"children": ["child-9"]}]},
        "emergency_orders.0.children.0",
        {"emergency_orders": [ORDER]},
    ),
    (
        {"assessment_orders": [ASSESSED | {"children": ["child-9"]}]},
        "assessment_orders.0.children.0",
        {"assessment_orders": [ASSESSED]},
    ),
    (
        enquiry(concluded_at="2026-12-10T10:00:00Z", at_risk=["child-2"])
        | {"children": [BORN, BORN | {"ref": "child-2"}]},
        "enquiries.0.at_risk.0",
        enquiry(concluded_at="2026-12-10T10:00:00Z", at_risk=["child-1"]),
    ),
    (
        enquiry(discussions=[HELD | {"held_at": AFTER}]),
        "enquiries.0.discussions.0.held_at",
        enquiry(discussions=[HELD | {"held_at": "2026-12-16T10:00:00Z"}]),
    ),
    (
        enquiry(concluded_at=AFTER),
        "enquiries.0.concluded_at",
        enquiry(concluded_at="2026-12-16T10:00:00Z"),
    ),
    (
        enquiry(concluded_at="2026-12-07T09:59:00Z"),
        "enquiries.0.concluded_at",
        enquiry(concluded_at="2026-12-07T10:00:00Z"),
    ),
    (
        enquiry(discussions=[HELD, AGAIN], concluded_at="2026-12-08T10:00:00Z"),
        "enquiries.0.concluded_at",
        enquiry(discussions=[HELD, AGAIN], concluded_at="2026-12-09T10:00:00Z"),
    ),
    (
        enquiry(discussions=[HELD, AGAIN | {"initiating": True}]),
        "enquiries.0.discussions",
        enquiry(discussions=[HELD, AGAIN]),
    ),
    (
        {"emergency_orders": [ORDER | {"made_at": AFTER}]},
        "emergency_orders.0.made_at",
        {"emergency_orders": [ORDER]},
    ),
    (
        {"emergency_orders": [ORDER | {"expires_at": "2026-12-14T10:00:00Z"}]},
        "emergency_orders.0.expires_at",
        {"emergency_orders": [ORDER | {"expires_at": "2026-12-14T10:01:00Z"}]},
    ),
    (
        {"assessment_orders": [ASSESSED | {"made_at": AFTER}]},
        "assessment_orders.0.made_at",
        {"assessment_orders": [ASSESSED]},
    ),
    (
        child(born="2026-12-17"),
        "children.0.born",
        child(born=None, expected="2026-12-17"),
    ),
    (child(born="2008-12-16"), "children.0.born", child(born="2008-12-17")),
    (child(born="2008-02-29"), "children.0.born", child(born="2012-02-29")),
    (roles(("key-worker", "mother")), "roles.0.person", roles(("advocate", "mother"))),
    (
        worker(excluded=True) | roles(("chair", "worker")),
        "roles.0.person",
        worker(excluded=True) | roles(("chair", "manager")),
    ),
    (
        worker(of_concern_about=["child-1"]) | roles(("chair", "worker")),
        "roles.0.person",
        worker(of_concern_about=["child-1"]) | roles(("chair", "manager")),
    ),
    (
        roles(("chair", "worker"))
        | {"sexual_abuse_concern": {"children": ["child-1"], "about": ["worker"]}},
        "roles.0.person",
        roles(("chair", "worker"))
        | {"sexual_abuse_concern": {"children": ["child-1"], "about": ["mother"]}},
    ),
    (
        BOTH | roles(("chair", "worker"), ("social-worker", "worker")),
        "roles.1.person",
        BOTH | roles(("chair", "manager"), ("social-worker", "worker")),
    ),
    (
        BOTH | roles(("first-line-manager", "worker"), ("chair", "worker")),
        "roles.1.person",
        BOTH | roles(*IN_LINE, ("chair", "manager")),
    ),
    (
        BOTH | roles(("chair", "worker"), ("chair", "manager")),
        "roles.1.person",
        BOTH | roles(("chair", "worker"), ("coordinator", "manager")),
    ),
    (
        {"roles": [SINCE | {"since": AFTER}]},
        "roles.0.since",
        {"roles": [SINCE | {"since": "2026-12-16T10:00:00Z"}]},
    ),
    (
        {"roles": [SINCE | {"since": LONG_AGO}]},
        "roles.0.since",
        {"roles": [SINCE | {"since": IN_TIME}]},
    ),
    (
        enquiry(discussions=[HELD | {"held_at": LONG_AGO}]),
        "enquiries.0.discussions.0.held_at",
        enquiry(discussions=[HELD | {"held_at": IN_TIME}]),
    ),
    (
        {"emergency_orders": [ORDER | {"made_at": LONG_AGO}]},
        "emergency_orders.0.made_at",
        {"emergency_orders": [ORDER | {"made_at": IN_TIME}]},
    ),
    (
        {"proceedings": {"started_at": AFTER}},
        "proceedings.started_at",
        {"proceedings": {"started_at": "2026-12-16T10:00:00Z"}},
    ),
    (
        {"proceedings": {"started_at": LONG_AGO}},
        "proceedings.started_at",
        {"proceedings": {"started_at": IN_TIME}},
    ),
    (family(born="2026-12-17"), "people.0.born", family(born="2010-12-17")),
    (
        child(born=None, expected="2027-10-07"),
        "children.0.expected",
        child(born=None, expected="2027-10-06"),
    ),
    (
        child(born=None, expected="2025-12-14"),
        "children.0.expected",
        child(born=None, expected="2025-12-15"),
    ),
    (
        worker(direct_contact_with=["child-9"]),
        "people.1.direct_contact_with.0",
        worker(direct_contact_with=["child-1"]),
    ),
    (
        family(shares_mailbox_with=["mother"]),
        "people.0.shares_mailbox_with.0",
        family(shares_mailbox_with=["worker"]),
    ),
    (
        enquiry(children=["child-1", "child-1"]),
        "enquiries.0.children.1",
        enquiry(children=["child-1", "child-2"])
        | {"children": [BORN, BORN | {"ref": "child-2"}]},
    ),
]


@pytest.mark.parametrize(("wrong", "where", "right"), CASES)
def test_what_cannot_be_so_is_found_at_its_path_and_its_nearest_twin_is_not(
    wrong: dict[str, Any], where: str, right: dict[str, Any]
) -> None:
    assert found(wrong) == [where]
    assert found(right) == []


def test_everything_that_cannot_be_so_is_told_at_once() -> None:
    wrong = child(parents=["aunt"], born="2026-12-17") | enquiry(concluded_at=AFTER)
    assert found(wrong) == [
        "children.0.parents.0",
        "enquiries.0.concluded_at",
        "children.0.born",
    ]


def test_what_is_told_says_what_to_write_and_repeats_nothing_that_was_typed() -> None:
    wrong = intake(**child(parents=["aunt"], born="2026-12-17"))
    for each in contradictions(wrong, NOW):
        assert ":" in each.message or "name" in each.message
        assert "aunt" not in each.message
        assert "2026" not in each.message


def test_a_birth_that_was_ahead_when_the_referral_was_sent_may_be_long_past() -> None:
    given = intake(**child(born=None, expected="2025-12-14"))
    sent_at = instant("Mon 2025-12-15 10:00Z")
    assert list(contradictions(given, NOW, sent_at)) == []


def test_a_child_born_today_is_born() -> None:
    assert found(child(born="2026-12-16")) == []
