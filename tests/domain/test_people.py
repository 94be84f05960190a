"""A letter goes where somebody can safely be reached now, or to nobody by itself."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.people import decide_people
from domain.effects import Effect, EffectKind
from domain.facts.people import PersonAdded, PersonChanged
from domain.record.people import Person, PersonGiven, Safe
from domain.requests.people import AddPerson, ChangePerson, SafeNow
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import a_person, after
from tests.domain.family import (
    BOOKED,
    FATHER,
    MOTHER,
    SCHOOL,
    VISITOR,
    a_family,
    booked,
)
from tests.domain.requesting import refused

NOW = instant("Mon 2026-12-14 10:00Z")
FLED = instant("Sun 2026-12-13 22:30Z")


def adds(ref: str = "p-aunt", at: Any = NOW, **fields: Any) -> AddPerson:
    given = {"name": "Aunt", "kind": "family", "relation": "aunt"}
    person = PersonGiven(**(given | {"ref": ref} | fields))
    return ask(AddPerson, person=person, added_at=at)


def changes(ref: str = MOTHER, since: Any = FLED, **fields: Any) -> ChangePerson:
    return ask(ChangePerson, person=ref, since=since, **fields)


def now(case: Case, *requests: Any) -> Case:
    for request in requests:
        case = after(case, NOW, *decide_people(case, request, NOW))
    return case


def the(case: Case, ref: str) -> Person:
    person = case.person(ref)
    assert person is not None
    return person


def invitations(case: Case, ref: str = MOTHER) -> list[Effect]:
    kind = EffectKind.INVITATION
    return [e for e in case.outbox.values() if e.kind is kind and e.to == ref]


def tasks(case: Case) -> list[tuple[str, str | None]]:
    """Whom something was given to do, and what."""
    return [
        (effect.to, effect.items[0].code)
        for effect in case.outbox.values()
        if effect.kind is EffectKind.TASK
    ]


def test_somebody_who_is_added_is_in_the_case_under_their_first_revision() -> None:
    facts = decide_people(a_family(), adds(email="aunt@home.example"), NOW)

    (fact,) = facts
    assert isinstance(fact, PersonAdded)
    assert (fact.at, fact.person.ref, fact.person.revision) == (NOW, "p-aunt", 1)
    assert the(now(a_family(), adds()), "p-aunt").relation == "aunt"


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (adds(MOTHER), "reference-in-use", "person.ref"),
        (adds(at=instant("Mon 2026-12-14 10:01Z")), "in-the-future", "added_at"),
        (adds(born=day("Tue 2026-12-15")), "born-in-the-future", "person.born"),
        (
            adds(of_concern_about=("child-9",)),
            "unknown-child",
            "person.of_concern_about",
        ),
        (
            adds(direct_contact_with=("child-9",)),
            "unknown-child",
            "person.direct_contact_with",
        ),
        (
            adds(shares_mailbox_with=("p-nobody",)),
            "unknown-person",
            "person.shares_mailbox_with",
        ),
        (
            adds(shares_mailbox_with=("p-aunt",)),
            "shares-with-self",
            "person.shares_mailbox_with",
        ),
    ],
)
def test_somebody_who_cannot_be_so_is_refused_with_the_field(
    request_: AddPerson, code: str, where: str
) -> None:
    answer = refused(a_family(), request_, NOW)

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    "fields",
    [
        {"born": day("Mon 2026-12-14")},
        {"of_concern_about": ("child-1",)},
        {"direct_contact_with": ("child-1", "child-2")},
        {"shares_mailbox_with": (MOTHER,)},
        {"excluded": True},
    ],
)
def test_the_nearest_person_who_can_be_so_is_added(fields: dict[str, Any]) -> None:
    person = the(now(a_family(), adds(**fields)), "p-aunt")

    assert {field: getattr(person, field) for field in fields} == fields


def test_a_child_of_the_case_may_be_added_as_a_parent_under_the_same_reference() -> (
    None
):
    assert the(now(a_family(), adds("child-1", relation="mother")), "child-1")


def test_only_what_is_given_changes_and_the_revision_counts_it() -> None:
    was = the(a_family(), MOTHER)

    facts = decide_people(a_family(), changes(phone="07700 900999"), NOW)

    person = was.model_copy(update={"phone": "07700 900999", "revision": 2})
    assert facts == (PersonChanged(at=FLED, person=person),)


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "new@home.example"},
        {"post": "1 Other Street"},
        {"address_secret": True},
        {"language_need": "pl"},
        {"language_choice": "cy"},
        {"interpreter": True},
        {"reads": False},
        {"format": "braille"},
        {"prefers": "post"},
    ],
)
def test_whatever_changes_of_how_somebody_is_reached_is_kept(
    fields: dict[str, Any],
) -> None:
    person = the(now(a_family(), changes(**fields)), MOTHER)

    assert {field: getattr(person, field) for field in fields} == fields
    assert person.revision == 2


@pytest.mark.parametrize(
    "field", ["email", "phone", "post", "language_choice", "prefers"]
)
def test_what_somebody_has_no_more_is_said_to_be_no_more(field: str) -> None:
    case = now(a_family(), changes(language_choice="cy", prefers="text"))

    person = the(now(case, changes(no_longer=(field,))), MOTHER)

    assert getattr(person, field) is None
    assert person.revision == 3


def test_a_change_reads_the_same_when_it_was_sent_with_every_field_written_out() -> (
    None
):
    asked = changes(phone="07700 900999")

    sent = ChangePerson.model_validate_json(asked.model_dump_json())

    assert decide_people(a_family(), sent, NOW) == decide_people(a_family(), asked, NOW)


def test_saying_that_one_thing_is_unsafe_makes_no_other_thing_safe() -> None:
    careful = Safe(write=False, text=False, ring=False, leave_message=False)
    case = a_family(people=(a_person(MOTHER, safe=careful),))

    person = the(now(case, changes(safe=SafeNow(ring=True))), MOTHER)

    assert person.safe == Safe(write=False, text=False, ring=True, leave_message=False)


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (
            changes(since=instant("Mon 2026-12-14 10:01Z"), phone="1"),
            "in-the-future",
            "since",
        ),
        (changes("p-nobody", phone="1"), "unknown-person", "person"),
        (changes(), "nothing-changes", "person"),
        (changes(email="marguerite@home.example"), "nothing-changes", "person"),
        (
            changes(email="new@home.example", no_longer=("email",)),
            "given-and-gone",
            "email",
        ),
        (
            changes(shares_mailbox_with=("p-nobody",)),
            "unknown-person",
            "shares_mailbox_with",
        ),
        (
            changes(shares_mailbox_with=(MOTHER,)),
            "shares-with-self",
            "shares_mailbox_with",
        ),
    ],
)
def test_a_change_that_cannot_be_so_is_refused_with_the_field(
    request_: ChangePerson, code: str, where: str
) -> None:
    answer = refused(a_family(), request_, NOW)

    assert (answer.code, answer.where) == (code, where)


def test_a_change_counts_from_now_or_earlier_and_never_from_later() -> None:
    case = now(a_family(), changes(since=NOW, phone="1"))

    assert the(case, MOTHER).phone == "1"


def test_an_unsent_invitation_goes_to_the_new_address_under_the_next_revision() -> None:
    case = booked(a_family())
    (before,) = invitations(case)

    case = now(case, changes(email="refuge@safe.example", address_secret=True))

    (again,) = invitations(case)
    assert before.key not in case.outbox
    assert (again.key, again.again) == (f"{before.key}~1", 1)
    assert (again.asked_at, again.about) == (NOW, before.about)
    assert the(case, MOTHER).email == "refuge@safe.example"


def test_a_second_change_asks_once_more_and_never_under_a_key_used_before() -> None:
    case = booked(a_family())
    keys = [effect.key for effect in invitations(case)]

    for phone in ("1", "2"):
        case = now(case, changes(phone=phone))
        keys.extend(effect.key for effect in invitations(case))

    assert len(invitations(case)) == 1
    assert len(set(keys)) == len(keys) == 3


def test_letters_to_others_stay_as_they_are_when_one_person_changes() -> None:
    case = booked(a_family())

    changed = now(case, changes(email="refuge@safe.example"))

    assert invitations(changed, VISITOR) == invitations(case, VISITOR)


@pytest.mark.parametrize(
    "fields",
    [
        {"safe": SafeNow(write=False, text=False)},
        {"no_longer": ("email", "phone", "post")},
    ],
)
def test_whom_no_way_reaches_any_more_is_told_by_hand_by_the_coordinator(
    fields: dict[str, Any],
) -> None:
    case = now(booked(a_family()), changes(**fields))

    assert invitations(case) == []
    assert tasks(case) == [("coordinator", "tell-by-hand")]


def barred(**fields: Any) -> Case:
    """The family, with a father about whom there is concern, and a conference."""
    case = a_family()
    father = the(case, FATHER).model_copy(
        update={"of_concern_about": ("child-1",)} | fields
    )
    people = tuple(father if p.ref == FATHER else p for p in case.people)
    return booked(a_family(people=people))


@pytest.mark.parametrize(
    "request_",
    [
        changes(MOTHER, shares_mailbox_with=(FATHER,)),
        changes(FATHER, shares_mailbox_with=(MOTHER,)),
        changes(MOTHER, email="Barnaby@Home.example"),
        changes(FATHER, email="marguerite@home.example"),
        adds(
            "p-uncle",
            shares_mailbox_with=(MOTHER,),
            of_concern_about=("child-1",),
        ),
        adds("p-uncle", email="MARGUERITE@home.example", excluded=True),
    ],
)
def test_a_mailbox_that_somebody_of_concern_reads_stops_the_letter_whoever_said_it(
    request_: Any,
) -> None:
    case = now(barred(), request_)

    assert invitations(case) == []
    assert tasks(case) == [("coordinator", "decide-what-to-send")]


@pytest.mark.parametrize(
    "request_",
    [
        changes(MOTHER, email="own@home.example"),
        changes(FATHER, email="other@home.example"),
        adds("p-uncle", email="uncle@home.example", of_concern_about=("child-1",)),
    ],
)
def test_a_mailbox_of_ones_own_stops_no_letter(request_: Any) -> None:
    case = now(barred(), request_)

    assert len(invitations(case)) == 1
    assert tasks(case) == []


def test_a_mailbox_is_shared_by_both_and_each_is_judged_again() -> None:
    facts = decide_people(a_family(), changes(shares_mailbox_with=(FATHER,)), NOW)

    people = [fact.person for fact in facts if isinstance(fact, PersonChanged)]
    assert [(p.ref, p.shares_mailbox_with, p.revision) for p in people] == [
        (MOTHER, (FATHER,), 2),
        (FATHER, (MOTHER,), 2),
    ]


def test_nobody_shares_a_mailbox_any_more_once_one_of_them_says_so() -> None:
    shared = now(a_family(), changes(shares_mailbox_with=(FATHER, VISITOR)))

    case = now(shared, changes(shares_mailbox_with=(VISITOR,)))

    assert the(case, MOTHER).shares_mailbox_with == (VISITOR,)
    assert the(case, FATHER).shares_mailbox_with == ()
    assert the(case, VISITOR).shares_mailbox_with == (MOTHER,)


def test_a_mailbox_told_of_by_the_other_alone_stays_shared_through_other_changes() -> (
    None
):
    told_by_one = a_family(
        people=(
            a_person(MOTHER, shares_mailbox_with=(FATHER,)),
            a_person(FATHER),
        )
    )

    case = now(told_by_one, changes(FATHER, phone="1"))

    assert the(case, MOTHER).shares_mailbox_with == (FATHER,)
    assert the(case, FATHER).shares_mailbox_with == (MOTHER,)


def test_one_address_is_one_mailbox_even_when_nobody_is_said_to_share_it() -> None:
    case = now(a_family(), changes(email="barnaby@home.example"))

    case = now(case, changes(shares_mailbox_with=(), phone="1"))

    assert the(case, MOTHER).shares_mailbox_with == (FATHER,)


def test_a_new_address_alone_does_not_end_the_sharing_that_was_recorded() -> None:
    case = now(a_family(), changes(shares_mailbox_with=(FATHER,)))

    case = now(case, changes(email="own@home.example"))

    assert the(case, MOTHER).shares_mailbox_with == (FATHER,)


def test_colleagues_who_share_a_team_address_are_still_written_to() -> None:
    case = booked(a_family(), invited=(VISITOR, SCHOOL))

    case = now(case, changes(SCHOOL, email="p-visitor@agency.example"))

    assert len(invitations(case, SCHOOL)) == len(invitations(case, VISITOR)) == 1
    assert tasks(case) == []


def test_a_change_told_late_has_effect_at_once_on_what_is_unsent() -> None:
    case = booked(a_family())
    asked_at = invitations(case)[0].asked_at

    case = now(case, changes(email="refuge@safe.example", since=FLED))

    assert asked_at == BOOKED
    assert invitations(case)[0].asked_at == NOW
