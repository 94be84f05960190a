"""What a carrier took after it was withdrawn is on record, and people see to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.advance import advance
from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from domain.facts.conferences import ConferenceCalledOff
from domain.facts.deliveries import LetterHandedOver
from domain.facts.people import PersonDied
from domain.following.endings import ended
from domain.following.withdrawn import told_by
from domain.letters import Channel, Standing
from domain.requests.people import ChangePerson
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.carrying import (
    BY_MAIL,
    BY_POST,
    LATER,
    answered,
    asked_about,
    going,
    invited,
    tasks,
)
from tests.domain.family import BOOKED, MOTHER, STARTS, decided
from tests.domain.requesting import asked
from tests.domain.translating import certified, closed, planned

CODE = "went-out-after-it-was-stopped"
SENT, DELIVERED = Standing.SENT, Standing.DELIVERED
CANCELLED = f"CP-1/cancellation/conf-1/r1/{MOTHER}-1/mail"


def off(case: Case) -> Case:
    fact = ConferenceCalledOff(at=LATER, conference="conf-1", why="chair-ill")
    return advance(case, (fact,), LATER)


def went_away(case: Case) -> Case:
    """Her letters go to another mailbox from Mon 2026-12-14."""
    change = ask(ChangePerson, person=MOTHER, since=BOOKED, email="new@home.example")
    return asked(case, BOOKED, change)


def died(case: Case) -> Case:
    return advance(case, (PersonDied(at=LATER, person=MOTHER),), LATER)


def learned(case: Case) -> list[LetterHandedOver]:
    rows = (row for row in case.unrecorded if row.kind == "letter-handed-over")
    return [LetterHandedOver.model_validate_json(row.body) for row in rows]


@pytest.mark.parametrize("happens", [off, went_away, died])
def test_what_was_taken_after_it_was_withdrawn_is_on_record_and_seen_to(
    happens: Callable[[Case], Case],
) -> None:
    case = answered(happens(invited()), BY_MAIL, SENT, LATER)
    (fact,) = learned(case)
    gone = fact.delivery
    assert (fact.stopped, gone.key, gone.to, gone.about) == (
        True,
        BY_MAIL,
        MOTHER,
        "conf-1",
    )
    assert (gone.letter, gone.channel) == ("invitation", Channel.EMAIL)
    assert tasks(case)[CODE] == "business-support"
    assert BY_MAIL not in case.deliveries
    assert asked_about(case, EffectKind.FOLLOW_UP) == []


def test_somebody_invited_to_what_is_off_by_then_is_told_that_it_is() -> None:
    case = answered(off(invited()), BY_MAIL, DELIVERED, LATER)
    assert going(case) == [CANCELLED]


def test_somebody_who_had_heard_that_it_is_off_is_not_told_a_second_time() -> None:
    case = off(answered(invited(), BY_MAIL, SENT))
    case = answered(case, CANCELLED, DELIVERED, LATER)
    late = f"CP-1/invitation/conf-1/r1/{MOTHER}-1/mail~1"
    assert going(answered(case, late, SENT, LATER)) == []


def test_nobody_writes_to_somebody_who_has_died_that_it_is_off() -> None:
    assert going(answered(off(died(invited())), BY_MAIL, SENT, LATER)) == []


def test_whoever_got_it_is_told_when_it_is_called_off_later() -> None:
    """The one to the new mailbox has not gone by Tue 2026-12-15."""
    case = answered(went_away(invited()), BY_MAIL, SENT, BOOKED)
    new = f"CP-1/cancellation/conf-1/r1/{MOTHER}-2/mail"
    assert going(off(case)) == [new]


def test_who_was_taken_off_the_list_is_told_by_a_person() -> None:
    case = invited()
    listed = case.conferences[0].model_copy(update={"invited": ("p-visitor",)})
    outbox = {k: e for k, e in case.outbox.items() if k != BY_MAIL}
    case = case.model_copy(update={"conferences": (listed,), "outbox": outbox})
    case = answered(case, BY_MAIL, SENT, LATER)
    assert tasks(case)["no-longer-invited"] == "coordinator"
    assert going(case) == []


def test_what_failed_after_it_was_withdrawn_needs_nobody() -> None:
    case = off(invited())
    assert ended(case, BY_MAIL, "mailbox-refused", LATER) == case
    assert tasks(answered(case, BY_MAIL, Standing.PERMANENT_FAILURE, LATER)) == {}


def test_what_waits_for_the_morning_is_owed_still() -> None:
    """Taken while it went to rest, on the evening of Mon 2026-12-14."""
    case = invited()
    asleep = advance(case, (), instant("Mon 2026-12-14 20:00Z"))
    assert BY_MAIL in asleep.waiting
    assert learned(answered(asleep, BY_MAIL, SENT)) == []


def test_an_older_case_learns_nothing_of_it() -> None:
    terms = invited().terms.model_copy(update={"letters": None})
    case = off(invited().model_copy(update={"terms": terms}))
    assert answered(case, BY_MAIL, SENT, LATER) == case


def test_a_key_says_of_a_plan_which_child_and_of_a_text_by_post_which_way() -> None:
    case = decided(invited())
    key = f"CP-1/plan-copy/conf-1/d2/child-1/{MOTHER}-3/post~2"
    told = told_by(case, key, SENT, STARTS)
    assert told is not None
    assert (told.letter, told.about, told.child) == ("plan-copy", "conf-1", "child-1")
    assert (told.to, told.channel, told.document) == (MOTHER, Channel.POST, None)


def test_a_key_says_which_document_it_was_and_in_which_translation() -> None:
    case = certified(closed(planned(), STARTS))
    key = "CP-1/document/conf-1/record-2/mother-1/mail"
    told = told_by(case, key, SENT, STARTS)
    assert told is not None
    assert told.document is DocumentKind.RECORD
    job = case.translations[0]
    key = f"CP-1/plan-copy/conf-1/{job.ref}/{job.child}/mother-1/mail"
    told = told_by(case, key, SENT, STARTS)
    assert told is not None
    assert (told.translation, told.child) == (job.ref, job.child)


@pytest.mark.parametrize(
    "key",
    [
        "CP-1/digest/business-support/2026-12-15",
        "CP-1/task/visit/invitation/conf-1/r1/p-mother-3/social-worker",
        f"{BY_MAIL}/follow-up",
        f"{BY_POST}/recall",
        "CP-1/invitation/conf-1/r1/p-nobody-1/mail",
    ],
)
def test_what_is_no_letter_to_a_person_is_read_from_no_key(key: str) -> None:
    assert told_by(invited(), key, SENT, BOOKED) is None


def test_the_second_task_about_the_same_thing_is_another_message() -> None:
    """A key is sent once: the mother's letter is stopped twice, and comes out twice."""
    case = answered(off(invited()), BY_MAIL, SENT, LATER)
    first = {k for k, e in case.unsent() if e.kind is EffectKind.TASK}
    outbox = {k: e for k, e in case.outbox.items() if k not in first}
    case = case.model_copy(update={"outbox": outbox})
    case = answered(case, f"{BY_MAIL}~1", SENT, LATER)
    second = {k for k, e in case.unsent() if e.kind is EffectKind.TASK}
    assert len(second) == 1
    assert first.isdisjoint(second)


def test_of_two_tasks_of_which_nobody_was_told_the_newer_goes() -> None:
    case = answered(off(invited()), BY_MAIL, SENT, LATER)
    first = {k for k, e in case.unsent() if e.kind is EffectKind.TASK}
    case = answered(case, f"{BY_MAIL}~1", SENT, LATER)
    second = {k for k, e in case.unsent() if e.kind is EffectKind.TASK}
    assert (len(second), second & first) == (1, set())


def test_an_older_case_keeps_the_keys_of_its_tasks() -> None:
    terms = invited().terms.model_copy(update={"letters": None})
    case = invited().model_copy(update={"terms": terms})
    case = ended(case, BY_MAIL, "mailbox-refused", LATER)
    assert "CP-1/task/letter-failed/letter-1/business-support" in case.outbox
