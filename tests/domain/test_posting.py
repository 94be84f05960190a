"""A letter that was queued for printing is somebody's task: to print and to post it."""

from __future__ import annotations

from domain.advance import advance, sendable
from domain.case import Case
from domain.effects import EffectKind
from domain.facts.conferences import ConferenceCalledOff
from domain.facts.people import PersonChanged, RoleAssigned
from domain.letters import Standing
from domain.record.people import RoleHeld
from tests.domain.carrying import (
    BY_POST,
    LATER,
    answered,
    asked_about,
    invited,
    post,
    printed,
    recalled,
    refused,
    tasks,
)
from tests.domain.family import MOTHER
from tests.domain.requesting import asked

FIRST = "CP-1/task/print-and-post/invitation/conf-1/r1/p-mother-1/post/business-support"


def to_post(case: Case) -> list[str]:
    """The tasks to print and post a letter of which nobody was told yet."""
    return [key for key, _ in case.unsent() if "/task/print-and-post/" in key]


def off(case: Case) -> Case:
    fact = ConferenceCalledOff(at=LATER, conference="conf-1", why="chair-ill")
    return advance(case, (fact,), LATER)


def elsewhere(case: Case) -> Case:
    person = case.person(MOTHER)
    assert person is not None
    changed = person.model_copy(update={"revision": 2, "post": "1 Heron Quay"})
    return advance(case, (PersonChanged(at=LATER, person=changed),), LATER)


def taken_over(case: Case) -> Case:
    held = RoleHeld(role="business-support", person="p-worker", since=LATER)
    return advance(case, (RoleAssigned(at=LATER, held=held),), LATER)


def test_what_is_printed_is_business_supports_to_post_at_once() -> None:
    (told,) = (effect for effect in sendable(printed()) if effect.key == FIRST)

    assert (told.kind, told.to, told.role) == (
        EffectKind.TASK,
        "business-support",
        True,
    )
    assert [(item.code, item.about) for item in told.items] == [
        ("print-and-post", f"invitation/conf-1/r1/{MOTHER}")
    ]


def test_what_goes_by_mail_is_nobodys_to_post() -> None:
    assert to_post(answered(invited(), f"{BY_POST[:-4]}mail", Standing.SENT)) == []


def test_nobody_is_asked_to_post_what_nobody_could_print() -> None:
    assert to_post(refused(invited(email=None, phone=None), BY_POST)) == []


def test_each_printing_of_a_letter_is_a_task_of_its_own() -> None:
    """A task whose key was sent before would never be told."""
    case = recalled(elsewhere(printed()), BY_POST, found=True)
    assert to_post(case) == []

    case = answered(case, f"{BY_POST}~1", Standing.QUEUED, LATER)

    assert to_post(case) == [FIRST.replace("/post/", "/post-1/")]


def test_whoever_takes_the_role_over_is_not_asked_to_post_what_was_taken_back() -> None:
    case = taken_over(printed())
    assert to_post(case) == [f"{FIRST}~1"]

    case = off(case)

    assert to_post(case) == []
    assert [e.letter for e in asked_about(case, EffectKind.RECALL)] == [BY_POST]


def test_what_was_posted_is_asked_of_nobody_any_more() -> None:
    case = asked(printed(), LATER, post(BY_POST, LATER))

    assert "print-and-post" not in tasks(case)
    assert to_post(off(case)) == []
