"""What a record tells of its letters: none is lost, and what comes next is true."""

from __future__ import annotations

import pytest

from commands.letters.sending import Sending, State
from commands.letters.sendings import sendings
from commands.letters.standings import NEXT, SEEN_TO, SOMEBODY_ASKS, next_of, stands
from commands.telling import Telling, told
from commands.words import Place
from domain.facts import Fact
from domain.facts.deliveries import (
    LetterAskedAfter,
    LetterDelivered,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.facts.letters import InvitationSent, LetterFailed
from domain.letters import Channel, Standing
from tests.commands.letters.letters_desk import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    gone,
    key,
    older,
    opened_case,
    rows,
)

PLAN = "plan-copy"
SILENT = Standing.UNCONFIRMED
FOR_GOOD = Standing.PERMANENT_FAILURE


def not_taken(to: str, channel: Channel = Channel.TEXT) -> LetterNotDelivered:
    """No carrier took it, and the next way is tried."""
    delivery = gone(to, FOR_GOOD, channel, at=TUESDAY).delivery
    return LetterNotDelivered(
        at=TUESDAY,
        key=delivery.key,
        standing=FOR_GOOD,
        delivery=delivery,
        why="no-carrier",
    )


def letters(*facts: Fact) -> tuple[Sending, ...]:
    return sendings(rows((opened_case(), *facts)))


def history(fact: Fact) -> str:
    (row,) = rows((fact,))
    return told(Telling(Place("york"), "Europe/London"), row)


def test_a_letter_that_no_carrier_took_is_listed_with_why_until_the_next_way() -> None:
    (letter,) = letters(not_taken("mother"))

    assert (letter.no, letter.way, letter.to) == (1, Channel.TEXT, "mother")
    assert stands(letter) == "no carrier took it (no carrier)"
    assert next_of(letter) == "the next way is tried, or somebody goes to see them"
    assert letter.is_stuck

    text, post = letters(
        not_taken("mother"), gone("mother", Standing.QUEUED, Channel.POST)
    )
    assert (text.no, text.then, text.is_awaited) == (1, Channel.POST, False)
    assert (post.no, post.is_stuck) == (2, True)


def test_a_way_that_no_carrier_took_follows_the_one_that_came_back() -> None:
    """The case follows the last try only: of the one before nothing more is heard."""
    back = LetterNotDelivered(at=TUESDAY, key=key("mother"), standing=FOR_GOOD)

    mail, text = letters(gone("mother", Standing.SENT), back, not_taken("mother"))

    assert (mail.state, mail.then) == (State.REFUSED_FOR_GOOD, Channel.TEXT)
    assert (mail.is_stuck, text.is_stuck) == (False, True)


def test_a_letter_that_no_carrier_took_by_its_last_way_failed_by_that_way() -> None:
    lost = not_taken("mother")
    failed = LetterFailed(at=TUESDAY, key=lost.key, to="mother", why="no-carrier")

    (letter,) = letters(lost, failed)

    assert (letter.no, letter.state) == (1, State.FAILED)
    assert (letter.way, letter.why) == (Channel.TEXT, "no-carrier")


def test_the_history_does_not_say_that_what_nobody_took_came_back() -> None:
    came_back = LetterNotDelivered(at=TUESDAY, key=key("gran"), standing=FOR_GOOD)
    unheard = LetterNotDelivered(at=TUESDAY, key=key("gran"), standing=SILENT)

    assert "no carrier took it: no carrier" in history(not_taken("gran"))
    assert "came back" not in history(not_taken("gran"))
    assert "came back: it cannot be delivered there" in history(came_back)
    assert "not heard of in time" in history(unheard)


@pytest.mark.parametrize(
    ("found", "state"), [(True, State.TAKEN_BACK), (False, State.TO_BE_TAKEN_BACK)]
)
def test_what_was_printed_after_it_was_withdrawn_is_listed(
    found: bool, state: State
) -> None:
    """That it must not go is the first that anybody hears of it."""
    printed = gone("gran", Standing.QUEUED, Channel.POST).delivery
    back = LetterTakenBack(at=TUESDAY, key=printed.key, found=found, delivery=printed)

    (letter,) = letters(back)

    assert (letter.no, letter.state, letter.way) == (1, state, Channel.POST)


def test_what_was_taken_back_while_somebody_may_hold_it_is_not_said_to_be_safe() -> (
    None
):
    printed = gone("gran", Standing.QUEUED, Channel.POST)
    key = printed.delivery.key
    back = LetterTakenBack(at=TUESDAY, key=key, found=True, in_hand=True)

    (letter,) = letters(printed, back)

    assert letter.state is State.TO_BE_TAKEN_BACK
    assert letter.is_stuck


@pytest.mark.parametrize(
    ("to", "letter", "next"),
    [
        ("gran", PLAN, SOMEBODY_ASKS),
        ("gran", "invitation", SOMEBODY_ASKS),
        ("nurse", "invitation", SOMEBODY_ASKS),
        ("nurse", PLAN, NEXT[State.UNCONFIRMED]),
    ],
)
def test_of_whom_nothing_is_heard_the_family_and_the_invited_are_asked(
    to: str, letter: str, next: str
) -> None:
    (sent,) = letters(gone(to, SILENT, letter=letter))

    assert (sent.state, next_of(sent)) == (State.UNCONFIRMED, next)


def test_a_letter_that_was_posted_is_asked_after_too() -> None:
    printed = gone("gran", Standing.QUEUED, Channel.POST, PLAN)
    posted = LetterPosted(at=TUESDAY, key=printed.delivery.key, by="clerk")

    (letter,) = letters(printed, posted)

    assert next_of(letter) == SOMEBODY_ASKS


def test_once_somebody_was_told_to_ask_it_is_theirs_to_say() -> None:
    sent = gone("gran", SILENT)
    asked = LetterAskedAfter(at=TUESDAY, key=sent.delivery.key)

    (letter,) = letters(sent, asked)

    assert (letter.state, letter.since) == (State.ASKED_AFTER, TUESDAY)
    assert "somebody was told to ask them" in stands(letter)
    assert next_of(letter) == "whoever asks them records what they say"
    assert letter.is_stuck

    arrived = LetterDelivered(at=WEDNESDAY, key=sent.delivery.key, by="clerk")
    (letter,) = letters(sent, asked, arrived)
    assert (letter.state, letter.is_awaited) == (State.ARRIVED, False)


def test_nobody_asks_after_an_invitation_of_a_case_that_follows_no_letter() -> None:
    (letter,) = sendings(rows(older()))

    assert next_of(letter) == NEXT[State.UNCONFIRMED]


@pytest.mark.parametrize("standing", [Standing.SENT, SILENT])
def test_nobody_follows_what_went_although_it_was_withdrawn(standing: Standing) -> None:
    stopped = gone("gran", standing).model_copy(update={"stopped": True})

    (letter,) = letters(stopped)

    assert next_of(letter) == SEEN_TO


def test_no_letter_changes_its_number_for_one_that_is_heard_of_later() -> None:
    """A case that goes over to followed letters invites the same people again."""
    again = InvitationSent(at=WEDNESDAY, conference="conference-1", person="gran")
    handed_over = gone("gran", Standing.SENT, at=WEDNESDAY)

    before = sendings(rows(older()))
    after = sendings(rows((*older(), again, handed_over)))

    assert [each.at for each in before] == [MONDAY]
    assert after[:1] == before
    assert [(each.no, each.at) for each in after] == [(1, MONDAY), (2, WEDNESDAY)]
