from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.carriers.handovers import CarrierName, Handover
from adapters.carriers.health import WITHIN, Health, carrier_health
from domain.letters import FAILURES, Channel, Standing
from tests.dates import instant

NOW = instant("Fri 2027-01-08 08:00Z")
MONDAY = instant("Mon 2027-01-04 08:00Z")
TUESDAY = instant("Tue 2027-01-05 08:00Z")
WEDNESDAY = instant("Wed 2027-01-06 08:00Z")
TODAY = instant("Fri 2027-01-08 07:00Z")


def letter(
    taken: datetime,
    standing: Standing = Standing.SENT,
    hint: Standing | None = None,
    channel: Channel = Channel.EMAIL,
) -> Handover:
    heard = standing is Standing.DELIVERED or standing in FAILURES
    return Handover(
        key="K",
        channel=channel,
        carrier=CarrierName.NOTIFY,
        reference="r",
        standing=standing,
        handed_over_at=taken,
        hint=hint,
        hinted_at=taken if hint else None,
        confirmed_at=taken if heard else None,
    )


def health(*letters: Handover) -> Health:
    (found,) = carrier_health(letters, NOW)
    return found


def test_a_carrier_that_takes_letters_and_never_says_more_counts_as_down() -> None:
    found = health(letter(TUESDAY), letter(MONDAY), letter(TODAY))

    assert found.is_down
    assert (found.confirmed, found.unconfirmed, found.silent) == (0, 2, 2)
    assert found.since == MONDAY


def test_one_letter_unheard_of_among_others_is_no_carrier_that_is_down() -> None:
    found = health(
        letter(MONDAY), letter(TUESDAY), letter(WEDNESDAY, Standing.DELIVERED)
    )

    assert not found.is_down
    assert (found.confirmed, found.unconfirmed, found.since) == (1, 2, None)


def test_a_carrier_that_fell_silent_is_down_since_the_first_letter_after() -> None:
    found = health(
        letter(MONDAY, Standing.DELIVERED), letter(TUESDAY), letter(WEDNESDAY)
    )

    assert found.is_down
    assert (found.silent, found.since) == (2, TUESDAY)


@pytest.mark.parametrize("failed", sorted(FAILURES))
def test_a_carrier_that_reports_failures_is_alive(failed: Standing) -> None:
    assert not health(letter(MONDAY), letter(TUESDAY, failed)).is_down
    assert not health(letter(MONDAY), letter(TUESDAY, hint=failed)).is_down


@pytest.mark.parametrize("standing", [Standing.UNCONFIRMED, Standing.QUEUED])
def test_of_a_carrier_that_promised_no_word_none_is_missed(standing: Standing) -> None:
    found = health(letter(MONDAY, standing))

    assert (found.confirmed, found.unconfirmed, found.is_down) == (0, 0, False)


@pytest.mark.parametrize("channel", list(Channel))
def test_a_word_may_take_its_time_and_not_a_moment_more(channel: Channel) -> None:
    just = NOW - WITHIN[channel]

    assert health(letter(just, channel=channel)).is_down
    assert not health(letter(just + timedelta(seconds=1), channel=channel)).is_down


def test_each_channel_has_a_health_of_its_own() -> None:
    found = carrier_health(
        [letter(MONDAY), letter(MONDAY, Standing.DELIVERED, channel=Channel.POST)], NOW
    )

    assert [(each.channel, each.is_down) for each in found] == [
        (Channel.EMAIL, True),
        (Channel.POST, False),
    ]
    assert carrier_health([], NOW) == []


@given(st.permutations([letter(MONDAY), letter(TUESDAY, Standing.DELIVERED)] * 2))
def test_the_order_of_the_letters_does_not_matter(letters: list[Handover]) -> None:
    assert health(*letters) == Health(Channel.EMAIL, CarrierName.NOTIFY, 2, 2, 0, None)
