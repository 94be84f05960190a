"""A letter is followed until it has arrived, or until a person sees to it."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.advance import advance, sendable
from domain.case import Case
from domain.effects import EffectKind
from domain.errors import Refused
from domain.facts.conferences import ConferenceCalledOff
from domain.following.endings import ended
from domain.letters import Channel, Standing
from domain.requests.deliveries import RecordDelivery
from domain.requests.letters import HoldLetters, RecordInvitationGiven
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.builders import waited
from tests.domain.carrying import (
    BY_MAIL,
    BY_POST,
    BY_TEXT,
    LATER,
    SUPPORT,
    answered,
    asked_about,
    going,
    heard,
    invited,
    post,
    printed,
    refused,
    standing_of,
    tasks,
    told,
)
from tests.domain.family import (
    BOOKED,
    MOTHER,
    STARTS,
    VISITOR,
    a_family,
    booked,
    decided,
)
from tests.domain.requesting import asked

FOLLOW_UP = f"{BY_MAIL}/follow-up"
DELIVERED, SENT = Standing.DELIVERED, Standing.SENT
UNCONFIRMED, BOUNCED = Standing.UNCONFIRMED, Standing.PERMANENT_FAILURE
NIGHT = instant("Mon 2026-12-14 21:00Z")
TOMORROW = instant("Tue 2026-12-15 14:00Z")


def sent() -> Case:
    return answered(invited(), BY_MAIL, SENT)


def test_a_letter_that_a_carrier_has_is_asked_about_for_that_ways_working_days() -> (
    None
):
    """Handed over on Mon 2026-12-14: an e-mail has until Wed 2026-12-16, 08:00."""
    (following,) = asked_about(sent(), EffectKind.FOLLOW_UP)
    assert (following.key, following.letter) == (FOLLOW_UP, BY_MAIL)
    assert following.channel is Channel.EMAIL
    assert following.give_up_at == instant("Wed 2026-12-16 08:00Z")


def test_a_text_has_one_working_day_and_the_post_five_over_christmas() -> None:
    text = answered(invited(email=None), BY_TEXT, SENT)
    assert asked_about(text, EffectKind.FOLLOW_UP)[0].give_up_at == instant(
        "Tue 2026-12-15 08:00Z"
    )
    friday = instant("Fri 2026-12-18 09:00Z")
    case = waited(invited(email=None, phone=None), friday)
    case = answered(case, BY_POST, SENT, friday)
    assert asked_about(case, EffectKind.FOLLOW_UP)[0].give_up_at == instant(
        "Tue 2026-12-29 08:00Z"
    )


def test_an_invitation_is_followed_only_while_there_is_time_for_another_way() -> None:
    """Sent on Mon 2026-12-14 for Wed 2026-12-16: to Tue 2026-12-15, 08:00."""
    case = booked(a_family(), starts_at=instant("Wed 2026-12-16 10:00Z"))
    case = answered(case, BY_MAIL, SENT)
    morning = instant("Tue 2026-12-15 08:00Z")
    assert asked_about(case, EffectKind.FOLLOW_UP)[0].give_up_at == morning
    assert tasks(case) == {}
    case = ended(case, FOLLOW_UP, "no-answer-in-time", morning)
    assert going(case) == [BY_TEXT]


def test_the_last_call_is_on_a_working_day() -> None:
    """Sent on Wed 2026-12-23 for Mon 2026-12-28, a bank holiday: by Thu 2026-12-24."""
    sent_on = instant("Wed 2026-12-23 09:00Z")
    case = booked(a_family(), starts_at=instant("Mon 2026-12-28 10:00Z"))
    case = answered(case, BY_MAIL, SENT, sent_on)
    assert asked_about(case, EffectKind.FOLLOW_UP)[0].give_up_at == instant(
        "Thu 2026-12-24 08:00Z"
    )


@pytest.mark.parametrize(
    ("standing", "asked_until"),
    [(SENT, [instant("Tue 2026-12-15 14:00Z")]), (Standing.QUEUED, [])],
)
def test_where_no_time_is_left_somebody_goes_to_them_beside_the_letter(
    standing: Standing, asked_until: list[datetime]
) -> None:
    """Handed over on Mon 2026-12-14 for Tue 2026-12-15."""
    case = booked(a_family(), starts_at=TOMORROW)
    case = answered(case, BY_MAIL, standing)
    assert tasks(case)["visit"] == "social-worker"
    following = asked_about(case, EffectKind.FOLLOW_UP)
    assert [effect.give_up_at for effect in following] == asked_until


def test_somebody_is_told_to_go_once_by_however_many_ways_it_is_tried() -> None:
    """Handed over on Mon 2026-12-14 for Tue 2026-12-15, by mail, by text, on paper."""
    case = booked(a_family(), starts_at=TOMORROW)
    case = bounced(answered(case, BY_MAIL, SENT), BY_MAIL)
    case = bounced(answered(case, BY_TEXT, SENT), BY_TEXT)
    told = visits(case)

    assert visits(answered(without_tasks(case), BY_POST, Standing.QUEUED)) == told
    assert told == [f"CP-1/task/visit/invitation/conf-1/r1/{MOTHER}-late/social-worker"]


def bounced(case: Case, key: str) -> Case:
    return answered(case, f"{key}/follow-up", BOUNCED)


def visits(case: Case) -> list[str]:
    return [key for key, _ in case.unsent() if "/task/visit/" in key]


def without_tasks(case: Case) -> Case:
    """Everybody has been told what they have to do."""
    kept = {k: e for k, e in case.outbox.items() if e.kind is not EffectKind.TASK}
    return case.model_copy(update={"outbox": kept})


def test_a_visit_before_the_letter_came_back_is_told_apart_from_the_one_after() -> None:
    case = booked(told(a_family(), MOTHER, phone=None, post=None), starts_at=TOMORROW)
    case = without_tasks(answered(case, BY_MAIL, SENT))

    (key,) = visits(bounced(case, BY_MAIL))

    assert key.startswith(f"CP-1/task/visit/invitation/conf-1/r1/{MOTHER}-")
    assert not key.endswith("-late/social-worker")


GONE_ALL_THE_SAME = "went-out-after-it-was-stopped"


@pytest.mark.parametrize("who", [MOTHER, None])
@pytest.mark.parametrize("standing", [SENT, UNCONFIRMED, DELIVERED])
def test_what_a_carrier_had_when_letters_were_held_and_that_went_is_seen_to(
    who: str | None, standing: Standing
) -> None:
    case = asked(invited(), LATER, ask(HoldLetters, who=who, reason="danger"))

    case = answered(case, BY_MAIL, standing, LATER)

    assert tasks(case)[GONE_ALL_THE_SAME] == "business-support"


def test_what_a_carrier_had_when_letters_were_held_and_did_not_go_is_no_alarm() -> None:
    hold = ask(HoldLetters, who=MOTHER, reason="danger")
    other = f"CP-1/invitation/conf-1/r1/{VISITOR}-1/mail"
    case = asked(invited(), LATER, hold)

    for key, standing in ((BY_MAIL, BOUNCED), (other, SENT)):
        assert GONE_ALL_THE_SAME not in tasks(answered(case, key, standing, LATER))


def test_what_has_arrived_by_then_needs_no_visit() -> None:
    case = booked(a_family(), starts_at=TOMORROW)
    assert tasks(answered(case, BY_MAIL, DELIVERED)) == {}


def test_delivered_at_once_is_on_record_and_nothing_is_asked_or_remembered() -> None:
    case = answered(invited(), BY_MAIL, DELIVERED)
    assert asked_about(case, EffectKind.FOLLOW_UP) == []
    assert case.deliveries == {}
    assert [r.kind for r in case.unrecorded][-1] == "letter-handed-over"
    assert MOTHER not in case.conferences[0].invitations_left


def test_once_it_has_arrived_it_is_followed_no_more() -> None:
    case = answered(sent(), FOLLOW_UP, DELIVERED, LATER)
    assert (asked_about(case, EffectKind.FOLLOW_UP), case.deliveries) == ([], {})
    assert going(case) == []


def test_what_came_back_goes_by_the_next_way() -> None:
    case = answered(sent(), FOLLOW_UP, BOUNCED, LATER)
    assert going(case) == [BY_TEXT]
    assert standing_of(case, BY_MAIL) is BOUNCED


def test_what_nobody_has_heard_of_in_time_goes_by_the_next_way() -> None:
    case = ended(sent(), FOLLOW_UP, "no-answer-in-time", LATER)
    assert standing_of(case, BY_MAIL) is UNCONFIRMED
    assert going(case) == [BY_TEXT]
    assert tasks(case) == {}


ASK = "ask-whether-it-arrived"


def test_of_what_a_carrier_never_confirms_somebody_asks_them_once() -> None:
    """Handed over on Mon 2026-12-14: an e-mail has until Wed 2026-12-16, 08:00."""
    case = answered(invited(), BY_MAIL, UNCONFIRMED)
    assert ASK not in tasks(waited(case, instant("Wed 2026-12-16 07:59Z")))
    case = waited(case, instant("Wed 2026-12-16 08:00Z"))
    assert tasks(case)[ASK] == "social-worker"
    assert going(case) == []
    case = case.model_copy(update={"outbox": {}, "waiting": {}})
    assert ASK not in tasks(waited(case, instant("Fri 2027-01-08 08:00Z")))


def test_of_what_was_posted_somebody_asks_them_after_the_time_of_the_post() -> None:
    """Posted on Tue 2026-12-15: five working days end on Tue 2026-12-22, 08:00."""
    case = asked(printed(), LATER, post(BY_POST, LATER))
    assert ASK not in tasks(waited(case, instant("Tue 2026-12-22 07:59Z")))
    assert ASK in tasks(waited(case, instant("Tue 2026-12-22 08:00Z")))


def test_it_is_asked_at_once_where_the_conference_leaves_no_time_for_it() -> None:
    """Handed over on Mon 2026-12-14 for Tue 2026-12-15."""
    case = booked(a_family(), starts_at=TOMORROW)
    case = waited(answered(case, BY_MAIL, UNCONFIRMED), BOOKED)
    assert ASK in tasks(case)


def test_nobody_is_asked_about_what_is_known_or_no_longer_true() -> None:
    """By Wed 2026-12-16, 08:00."""
    then = instant("Wed 2026-12-16 08:00Z")
    case = answered(invited(), BY_MAIL, UNCONFIRMED)
    known = asked(case, LATER, heard(BY_MAIL, DELIVERED, LATER))
    bounced = asked(case, LATER, heard(BY_MAIL, BOUNCED, LATER))
    off = ConferenceCalledOff(at=LATER, conference="conf-1", why="chair-ill")
    for other in (known, bounced, advance(case, (off,), LATER)):
        assert ASK not in tasks(waited(other, then))


def test_what_is_heard_before_anybody_asked_stops_the_asking() -> None:
    then = instant("Wed 2026-12-16 08:00Z")
    case = waited(answered(invited(), BY_MAIL, UNCONFIRMED), then)
    case = asked(case, then, heard(BY_MAIL, DELIVERED, then))
    assert ASK not in tasks(case)


def test_a_professional_is_asked_about_an_invitation_and_about_no_copy() -> None:
    key = f"CP-1/invitation/conf-1/r1/{VISITOR}-1/mail"
    case = waited(
        answered(invited(), key, UNCONFIRMED), instant("Wed 2026-12-16 08:00Z")
    )
    assert tasks(case)[ASK] == "business-support"
    case = decided(booked(a_family()))
    copies = {e.to: e.key for _, e in case.unsent() if e.kind is EffectKind.PLAN_COPY}
    case = answered(case, copies[VISITOR], UNCONFIRMED, STARTS)
    assert ASK not in tasks(waited(case, instant("Wed 2027-01-20 08:00Z")))


def test_a_carrier_that_never_confirms_is_left_until_somebody_says_otherwise() -> None:
    case = answered(invited(), BY_MAIL, UNCONFIRMED)
    assert (going(case), asked_about(case, EffectKind.FOLLOW_UP)) == ([], [])
    assert standing_of(case, BY_MAIL) is UNCONFIRMED


def test_the_next_way_waits_for_the_morning_and_for_a_release() -> None:
    night = answered(sent(), FOLLOW_UP, BOUNCED, NIGHT)
    assert BY_TEXT in night.waiting
    hold = ask(HoldLetters, who=MOTHER, reason="danger")
    held = answered(asked(sent(), LATER, hold), FOLLOW_UP, BOUNCED, LATER)
    assert BY_TEXT in held.outbox
    assert BY_TEXT not in {effect.key for effect in sendable(held)}


def test_a_hold_stops_no_asking_about_what_has_gone() -> None:
    case = asked(sent(), LATER, ask(HoldLetters, who=None, reason="danger"))
    assert FOLLOW_UP in {effect.key for effect in sendable(case)}


def test_an_invitation_to_a_conference_that_has_begun_goes_by_no_other_way() -> None:
    case = answered(sent(), FOLLOW_UP, BOUNCED, STARTS)
    assert (going(case), tasks(case)) == ([], {})


def test_given_by_hand_no_other_way_is_tried() -> None:
    given = ask(
        RecordInvitationGiven, conference="conf-1", person=MOTHER, given_at=LATER
    )
    case = asked(sent(), LATER, given)
    assert asked_about(case, EffectKind.FOLLOW_UP) == []
    assert case.deliveries == {}


@pytest.mark.parametrize("fields", [{"reads": False}, {"format": "easy-read"}])
def test_to_whom_a_letter_alone_says_little_somebody_goes_as_well(
    fields: dict[str, object],
) -> None:
    case = answered(invited(**fields), BY_MAIL, DELIVERED)
    assert tasks(case) == {"visit": "social-worker"}


def test_a_professional_whom_nothing_reached_is_seen_to_by_business_support() -> None:
    case = invited()
    key = f"CP-1/invitation/conf-1/r1/{VISITOR}-1/mail"
    assert tasks(refused(case, key))["visit"] == "business-support"


def test_a_bounce_that_is_heard_of_by_a_person_goes_on_like_any_other() -> None:
    case = answered(invited(), BY_MAIL, UNCONFIRMED)
    case = asked(case, LATER, heard(BY_MAIL, BOUNCED, LATER))
    assert going(case) == [BY_TEXT]


def test_somebody_may_say_that_it_arrived_and_then_no_other_way_is_tried() -> None:
    case = answered(sent(), FOLLOW_UP, BOUNCED, LATER)
    case = asked(case, LATER, heard(BY_MAIL, DELIVERED, LATER))
    assert (going(case), case.deliveries) == ([], {})


@pytest.mark.parametrize(
    ("request_of", "code"),
    [
        (heard("CP-1/nothing", DELIVERED, LATER), "not-on-its-way"),
        (heard(BY_MAIL, DELIVERED, STARTS), "in-the-future"),
        (
            heard(BY_MAIL, DELIVERED, instant("Mon 2026-12-14 08:00Z")),
            "out-of-order",
        ),
        (
            heard(
                BY_MAIL,
                DELIVERED,
                LATER,
                by=SUPPORT.model_copy(update={"person": MOTHER}),
            ),
            "of-the-family",
        ),
    ],
)
def test_what_cannot_be_heard_of_a_letter_is_refused(
    request_of: RecordDelivery, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        asked(sent(), LATER, request_of)
    assert refusal.value.code == code


def test_what_is_known_not_to_have_arrived_is_not_said_twice() -> None:
    case = answered(sent(), FOLLOW_UP, BOUNCED, LATER)
    with pytest.raises(Refused) as refusal:
        asked(case, LATER, heard(BY_MAIL, BOUNCED, LATER))
    assert refusal.value.code == "known-already"


def test_it_is_due_that_each_copy_of_a_plan_arrives_and_shows_whose_has_not() -> None:
    case = decided(booked(a_family()))
    copies = {e.to: e.key for _, e in case.unsent() if e.kind is EffectKind.PLAN_COPY}
    case = answered(case, copies[MOTHER], DELIVERED, STARTS)
    case = answered(case, copies[VISITOR], UNCONFIRMED, STARTS)
    stem = "plan-delivered/conf-1/child-1"
    assert f"{stem}/{MOTHER}" in case.settled
    assert case.duties[f"{stem}/{VISITOR}"].due.due_on is not None
    case = asked(case, STARTS, heard(copies[VISITOR], DELIVERED, STARTS))
    assert f"{stem}/{VISITOR}" in case.settled


def test_an_older_case_follows_nothing() -> None:
    terms = invited().terms.model_copy(update={"letters": None})
    case = invited().model_copy(update={"terms": terms})
    case = answered(case, BY_MAIL, SENT)
    assert (asked_about(case, EffectKind.FOLLOW_UP), case.deliveries) == ([], {})
    with pytest.raises(Refused) as refusal:
        asked(case, BOOKED, heard(BY_MAIL, DELIVERED, BOOKED))
    assert refusal.value.code == "terms-follow-no-letters"
