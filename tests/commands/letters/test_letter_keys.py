"""A key says whom a letter goes to, and never names a family member for staff."""

from __future__ import annotations

import pytest

from commands.letters.deliveries import Told, in_doubt
from commands.letters.keys import kind_of, recipient_of, stem_of
from commands.telling import Telling
from commands.words import Place
from tests.dates import instant

SINCE = instant("Mon 2027-01-04 08:00Z")
TASK = "T-1/task/tell-by-hand/invitation/conf-1/r1/mother/coordinator"


@pytest.mark.parametrize(
    ("key", "recipient"),
    [
        ("T-1/invitation/conference-1/mother-1/mail", "mother"),
        ("T-1/plan-copy/conference-1/child-1/father-2/post~1", "father"),
        ("T-1/invitation/conference-1/r2/aunt-may-3/text", "aunt-may"),
        (TASK, "coordinator"),
        (f"{TASK}~2", "coordinator"),
        ("T-1/task/translation-chased/t1-2/translation-desk", "translation-desk"),
        ("T-1/translation-request/t1/desk", "translation-desk"),
        ("T-1/translation-request/conf-1/child-1/pl/desk~1", "translation-desk"),
        ("T-1/escalation/initial/child-1/missed-1-2027-01-04/chair", "chair"),
        ("T-1/digest/key-worker/2027-01-04", "key-worker"),
        ("T-1/digest/key-worker/2027-01-04-17", "key-worker"),
        ("T-1/invitation/mail", ""),
        ("T-1", ""),
    ],
)
def test_a_letter_goes_to_its_person_and_what_staff_are_told_to_its_role(
    key: str, recipient: str
) -> None:
    assert recipient_of(key) == recipient


def test_the_same_letter_by_another_way_or_to_a_new_address_is_one_letter() -> None:
    first = "T-1/invitation/conference-1/mother-1/mail"
    again = "T-1/invitation/conference-1/mother-2/post~1"

    assert stem_of(first) == stem_of(again)
    assert stem_of(TASK) == stem_of(f"{TASK}~1")


@pytest.mark.parametrize(
    "other",
    [
        # The next working day's list, and the escalation of another date.
        ("T-1/digest/chair/2027-01-04", "T-1/digest/chair/2027-01-05"),
        ("T-1/escalation/a/missed-1-2027-01-04/chair", "T-1/escalation/a/x/chair"),
        (TASK, TASK.replace("coordinator", "chair")),
    ],
)
def test_what_staff_are_told_twice_is_two_letters(other: tuple[str, str]) -> None:
    one, two = other
    assert stem_of(one) != stem_of(two)


def test_a_task_in_doubt_is_the_coordinator_s_and_not_the_mother_s() -> None:
    case = Told("T-1", Telling(Place(""), "Europe/London"), ())

    (found,) = in_doubt([(TASK, SINCE)], [case])

    (letter,) = found.letters
    assert (letter.what, letter.to) == (kind_of(TASK), "coordinator")
