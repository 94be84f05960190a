"""What a task tells of a letter, a delay, a birthday or a person: all by reference."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed, each
from domain.facts.children import EighteenNears
from domain.facts.delays import DelayRefused
from domain.facts.letters import LettersHeld
from domain.following.endings import undeliverable
from domain.terms import sealed
from tests.dates import day
from tests.domain.builders import after, terms
from tests.domain.family import (
    BOOKED,
    MANAGER,
    MOTHER,
    VISITOR,
    a_family,
    booked,
    in_words,
    owed,
    rang,
    to_staff,
)
from tests.domain.lives import CONFERENCE, TUESDAY, a_late_case, agreed


def values(case: Case, effect: Effect) -> dict[str, str]:
    _, line = letter_for(case, effect, TUESDAY).lines
    return in_words(line.values)


def task(case: Case, role: str) -> dict[str, str]:
    return values(case, owed(case, EffectKind.TASK, role))


def told(case: Case, about: str) -> Item:
    """The item about this that waits for the next morning."""
    items = (item for effect in case.waiting.values() for item in effect.items)
    (item,) = (item for item in items if item.about == about)
    return item


def test_a_delay_that_was_asked_for_is_told_to_whoever_may_agree_to_it() -> None:
    assert task(a_late_case(), "authorised-manager") == {
        "task": "delay-asked-for",
        "about": "d-1",
        "agreed": "",
    }


def test_an_agreed_delay_is_told_with_its_date_beside_the_one_that_stands() -> None:
    case = agreed(a_late_case())

    assert values(case, to_staff(told(case, "d-1"))) == {
        "task": "delay-agreed",
        "about": "d-1",
        "agreed": "Tuesday 19 January 2027",
    }
    beside = values(case, to_staff(rang(CONFERENCE)))
    assert beside["due"] == "Monday 11 January 2027"
    assert beside["agreed"] == "Tuesday 19 January 2027"


def test_a_refused_delay_is_told_without_a_date() -> None:
    refused = DelayRefused(at=TUESDAY, delay="d-1", by=MANAGER, reasons="No need.")
    case = after(a_late_case(), TUESDAY, refused)

    told_of = values(case, to_staff(told(case, "d-1")))

    assert (told_of["task"], told_of["agreed"]) == ("delay-refused", "")


def test_a_letter_that_failed_is_told_with_its_kind_its_reader_and_the_code() -> None:
    """While nobody tries another way: in newer cases somebody goes to see them."""
    case = booked(a_family(terms=sealed(changed(terms(), letters=None))))
    failed = owed(case, EffectKind.INVITATION, MOTHER)
    case = after(
        case, BOOKED, *undeliverable(case, failed.key, "mailbox-refused", BOOKED)[:1]
    )

    assert task(case, "business-support") == {
        "task": "letter-failed",
        "about": "letter-1",
        "to": MOTHER,
        "why": "mailbox-refused",
        "letter": "invitation",
    }


def test_a_failed_message_to_a_role_is_told_with_the_role() -> None:
    case = a_late_case()
    failed = owed(case, EffectKind.TASK, "authorised-manager")
    facts = undeliverable(case, failed.key, "no-answer-in-time", TUESDAY)
    case = after(case, TUESDAY, *facts[:1])

    told_of = task(case, "business-support")

    assert told_of["role"] == "authorised-manager"
    assert told_of["letter"] == "task"
    assert "to" not in told_of


@pytest.mark.parametrize("about", ["letter-2", "letter-0", "letter-x", "letter-"])
def test_a_reference_to_no_letter_that_failed_is_told_as_it_is(about: str) -> None:
    item = Item(about=about, code="letter-failed")

    told_of = values(a_family(), to_staff(item))

    assert told_of["about"] == about
    assert "why" not in told_of


def test_a_child_who_will_be_eighteen_is_told_with_the_day() -> None:
    """Born on Wed 2018-03-14: 18 on Fri 2036-03-14."""
    birthday = day("Fri 2036-03-14")
    nears = EighteenNears(at=BOOKED, child="child-1", birthday=birthday)
    case = after(a_family(), BOOKED, nears)

    assert values(case, to_staff(told(case, "child-1"))) == {
        "task": "eighteen-nears",
        "about": "child-1",
        "on": "Friday 14 March 2036",
    }


def test_letters_held_are_told_to_the_coordinator() -> None:
    held = LettersHeld(at=BOOKED, who=MOTHER, reason="risk")

    assert task(after(a_family(), BOOKED, held), "coordinator")["task"] == (
        "letters-held"
    )


def without_mail(person: str) -> Case:
    case = a_family()
    people = each(case.people, person, lambda p: changed(p, email=None))
    return booked(changed(case, people=people), invited=(person,))


def test_somebody_who_has_no_mail_is_told_by_hand_and_named_by_reference() -> None:
    told_of = task(without_mail(VISITOR), "coordinator")

    assert told_of["task"] == "tell-by-hand"
    assert (told_of["about"], told_of["to"]) == ("conf-1", VISITOR)


def test_a_task_that_names_its_letter_tells_its_kind() -> None:
    item = Item(about=f"cancellation/conf-1/r2/{MOTHER}", code="tell-by-hand")

    assert values(a_family(), to_staff(item)) == {
        "task": "tell-by-hand",
        "about": "conf-1",
        "to": MOTHER,
        "letter": "cancellation",
    }
