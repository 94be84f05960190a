"""A letter goes by a way that is safe and possible, in an order, each way once."""

from __future__ import annotations

from typing import Any

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide.people import decide_people
from domain.effects import EffectKind
from domain.following.ways import ways
from domain.letters import Channel
from domain.record.people import Safe
from domain.requests.people import ChangePerson
from tests.domain.carrying import (
    BY_MAIL,
    BY_POST,
    BY_TEXT,
    SUPPORT,
    going,
    invited,
    refused,
    tasks,
    told,
)
from tests.domain.family import BOOKED, FATHER, MOTHER, a_family

EMAIL, TEXT, POST = Channel.EMAIL, Channel.TEXT, Channel.POST


def ways_to(case: Case, kind: EffectKind, **fields: Any) -> tuple[Channel, ...]:
    return ways(told(case, MOTHER, **fields), MOTHER, kind)


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        (EffectKind.INVITATION, (EMAIL, TEXT, POST)),
        (EffectKind.CANCELLATION, (EMAIL, TEXT, POST)),
        (EffectKind.PLAN_COPY, (EMAIL, POST)),
        (EffectKind.DOCUMENT, (EMAIL, POST)),
    ],
)
def test_a_text_says_when_a_meeting_is_and_carries_no_document(
    kind: EffectKind, known: tuple[Channel, ...]
) -> None:
    assert ways_to(a_family(), kind) == known


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"email": None}, (TEXT, POST)),
        ({"phone": None, "post": None}, (EMAIL,)),
        ({"safe": Safe(write=False)}, (TEXT,)),
        ({"safe": Safe(text=False)}, (EMAIL, POST)),
        ({"safe": Safe(write=False, text=False)}, ()),
        ({"prefers": POST}, (POST, EMAIL, TEXT)),
        ({"prefers": TEXT, "safe": Safe(text=False)}, (EMAIL, POST)),
        ({"died_at": "2026-12-10T10:00:00Z"}, ()),
    ],
)
def test_a_way_that_is_not_safe_or_not_there_is_left_out_and_the_preferred_is_first(
    fields: dict[str, Any], known: tuple[Channel, ...]
) -> None:
    assert ways_to(a_family(), EffectKind.INVITATION, **fields) == known


def test_a_telephone_or_an_address_shared_with_somebody_kept_away_is_no_way() -> None:
    at_home = {"phone": "+44 7700 900123", "post": "7, Larkspur  Yard"}
    together = told(a_family(), FATHER, **at_home)
    assert ways_to(together, EffectKind.INVITATION) == (EMAIL, TEXT, POST)
    barred = told(together, FATHER, excluded=True)
    assert ways_to(barred, EffectKind.INVITATION) == (EMAIL,)


def test_a_case_from_before_letters_were_followed_knows_e_mail_alone() -> None:
    terms = a_family().terms.model_copy(update={"letters": None})
    older = a_family(terms=terms)
    assert ways_to(older, EffectKind.INVITATION) == (EMAIL,)
    assert ways_to(older, EffectKind.INVITATION, email=None) == ()


def test_the_first_way_names_the_key_and_with_none_a_person_tells_them() -> None:
    assert going(invited()) == [BY_MAIL]
    assert going(invited(email=None)) == [BY_TEXT]
    assert going(invited(email=None, phone=None)) == [BY_POST]
    nowhere = invited(email=None, phone=None, post=None)
    assert going(nowhere) == []
    assert tasks(nowhere) == {"tell-by-hand": "coordinator"}


def test_each_way_is_tried_once_and_then_somebody_goes_to_them() -> None:
    case = invited()
    for key in (BY_MAIL, BY_TEXT, BY_POST):
        assert going(case) == [key]
        case = refused(case, key)
    assert going(case) == []
    assert tasks(case) == {
        "letter-failed": "business-support",
        "visit": "social-worker",
    }


def test_before_the_next_way_it_is_asked_again_whether_a_person_must_decide() -> None:
    case = told(invited(), MOTHER, of_concern_about=("child-1",))
    case = refused(case, BY_MAIL)
    assert going(case) == []
    assert tasks(case) == {"decide-what-to-send": "coordinator"}


def test_a_way_that_is_no_longer_safe_is_not_the_next_one() -> None:
    case = refused(told(invited(), MOTHER, safe=Safe(text=False)), BY_MAIL)
    assert going(case) == [BY_POST]


def test_where_one_way_failed_business_support_reads_of_it_in_the_morning() -> None:
    case = refused(invited(), BY_MAIL)
    (digest,) = (e for e in case.waiting.values() if e.kind is EffectKind.DIGEST)
    assert digest.to == "business-support"
    assert [(i.about, i.code) for i in digest.items] == [
        (f"invitation/conf-1/r1/{MOTHER}", "delivery-failed")
    ]


def now_told(case: Case, **fields: Any) -> Case:
    asked = ChangePerson(id="r", by=SUPPORT, person=MOTHER, since=BOOKED, **fields)
    return advance(case, decide_people(case, asked, BOOKED), BOOKED)


def test_who_wants_to_be_reached_otherwise_is_written_to_that_way_from_then_on() -> (
    None
):
    preferring = now_told(invited(), prefers=POST)
    again = now_told(preferring, no_longer=("prefers",))

    assert going(preferring) == [f"CP-1/invitation/conf-1/r1/{MOTHER}-1/post~1"]
    assert going(again) == [f"CP-1/invitation/conf-1/r1/{MOTHER}-1/post~2"]
