"""A true word that comes too late leaves one trace, whatever the flood, and only one.

The manager answers on Mon 2026-12-21 at 10:00; the gateway gives its word for five
minutes. Nobody is told that a signal was refused.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.gateway.attesting import LASTS
from domain.advance import advance
from domain.attestations.late import KEPT_LATE, MOST_LATE
from domain.attestations.proving import LONGEST, MOST_REMEMBERED
from domain.case import Case
from domain.decide import refused, respond
from domain.decide.refusals import MOST_TRACES
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.keeping import RequestRefused
from domain.making import changed
from domain.requests import Request
from domain.requests.base import By
from tests.dates import day, instant
from tests.domain.attestations.vouching import (
    GATEWAY,
    SECOND,
    STRANGER,
    a_trusting_case,
    saying,
    vouched,
    word,
)
from tests.domain.delaying import MONDAY, approve

LATE = instant("Mon 2026-12-21 10:06Z")
TUESDAY = instant("Tue 2026-12-22 10:00Z")
#: A month after the word for the answer of Mon 2026-12-21 expired, at 10:05.
A_MONTH_ON = instant("Wed 2027-01-20 10:05Z")
MINUTE = timedelta(minutes=1)


def full(**fields: Any) -> Case:
    """A flood has taken all the room that there is for what nobody vouched for."""
    return a_trusting_case(**({"traces": MOST_TRACES} | fields))


def by_signal(case: Case, request: Request, at: datetime = LATE) -> Facts:
    with pytest.raises(Refused) as caught:
        respond(case, request, at)
    return refused(case, request.kind, caught.value, at, request)


def trace(case: Case, request: Request, at: datetime = LATE) -> RequestRefused:
    (fact,) = by_signal(case, request, at)
    assert isinstance(fact, RequestRefused)
    return fact


def after(case: Case, request: Request, at: datetime = LATE) -> Case:
    return advance(case, by_signal(case, request, at), at)


def test_a_manager_s_answer_that_came_a_minute_late_is_not_lost_in_a_flood() -> None:
    answer = vouched()

    fact = trace(full(), answer)

    assert word(answer).expires_at == LATE - MINUTE
    assert (fact.why, fact.late, fact.last) == ("attestation-expired", True, False)
    assert fact.attestation == word(answer)
    assert after(full(), answer).traces == MOST_TRACES


def test_the_same_bytes_a_thousand_times_leave_one_trace() -> None:
    answer, case = vouched(), full()
    for number in range(1000):
        case = after(case, answer, LATE + number * MINUTE)

    assert case.facts == full().facts + 1
    assert set(case.late) == {word(answer).nonce}


def test_sent_again_under_another_id_it_counts_as_if_nobody_had_vouched() -> None:
    answer = vouched()
    case = after(a_trusting_case(), answer)

    again = trace(case, changed(answer, id="another"))

    assert (again.attestation, again.late) == (None, False)
    assert advance(case, (again,), LATE).traces == 1


def test_nor_is_a_word_late_that_was_used_or_whose_request_was_done() -> None:
    answer = vouched()
    done = advance(
        a_trusting_case(), respond(a_trusting_case(), answer, MONDAY), MONDAY
    )
    renamed = changed(answer, id="another")
    forgotten = changed(done, nonces={})

    for case in (done, forgotten):
        assert trace(case, renamed).attestation is None
    unknown = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)
    refused_in_time = after(full(), unknown, MONDAY)
    assert by_signal(refused_in_time, changed(unknown, id="another")) == ()


def test_after_a_month_a_word_is_too_old_and_never_leaves_a_second_trace() -> None:
    answer = vouched()

    assert trace(full(), answer, A_MONTH_ON - MINUTE).late
    assert by_signal(full(), answer, A_MONTH_ON) == ()
    case = after(full(), answer, LATE)
    assert by_signal(case, answer, A_MONTH_ON - MINUTE) == ()
    assert by_signal(case, answer, A_MONTH_ON + KEPT_LATE) == ()


def test_a_late_word_is_forgotten_after_a_month() -> None:
    case = after(full(), vouched(), LATE)
    then = LATE + KEPT_LATE
    second = GATEWAY.attested(approve(id="r2"), "CP-1", then - 2 * LASTS)

    assert set(after(case, second, then).late) == {word(second).nonce}


@pytest.mark.parametrize(
    ("case", "at", "why"),
    [
        (full(), MONDAY - timedelta(hours=1), "not-yet"),
        (
            full(
                nonces={f"{n:032x}": MONDAY + LASTS for n in range(MOST_REMEMBERED)},
            ),
            MONDAY,
            "crowded",
        ),
    ],
    ids=["the gateway's clock is an hour fast", "too much was attested"],
)
def test_a_true_word_is_kept_whatever_the_time(
    case: Case, at: datetime, why: str
) -> None:
    fact = trace(case, vouched(), at)

    assert (fact.why, fact.late) == (f"attestation-{why}", True)


def test_a_word_that_was_given_for_too_long_is_true_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.gateway.attesting.LASTS", LONGEST + MINUTE)

    assert trace(full(), vouched(), MONDAY).why == "attestation-too-long"


@pytest.mark.parametrize(
    "sent",
    [
        approve(),
        STRANGER.attested(approve(), "CP-1", MONDAY),
        SECOND.attested(approve(), "CP-1", MONDAY),
        GATEWAY.attested(approve(), "CP-2", MONDAY),
        saying(vouched(), expires_at=MONDAY),
        changed(vouched(), by=By(person="visitor", role="authorised-manager")),
        changed(vouched(), agreed_on=day("Mon 2027-01-11")),
        changed(vouched(), reasons="Because."),
    ],
    ids=[
        *("no word", "forged", "a key of their own", "of another case", "altered"),
        *("of another person", "of other dates", "of something else"),
    ],
)
def test_what_no_gateway_vouched_for_is_not_kept_for_being_late(sent: Request) -> None:
    assert by_signal(full(), sent) == ()


def test_so_many_late_words_are_known_and_then_they_count_as_others_do() -> None:
    known = {f"{number:032x}": TUESDAY for number in range(MOST_LATE)}

    assert by_signal(full(late=known), vouched()) == ()
    assert trace(full(late=known), vouched(), TUESDAY).late


def test_a_case_that_remembers_all_it_can_is_heavier_by_35_kilobytes() -> None:
    words = {f"{number:032x}": MONDAY for number in range(MOST_REMEMBERED)}
    late = {f"{number:032x}": MONDAY for number in range(MOST_LATE)}
    empty, most = a_trusting_case(), a_trusting_case(nonces=words, late=late)

    heavier = len(most.model_dump_json()) - len(empty.model_dump_json())
    assert 34_000 < heavier < 36_000


def test_a_case_to_which_no_word_came_late_is_written_as_it_always_was() -> None:
    unknown = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)
    case = after(a_trusting_case(), unknown, MONDAY)

    assert '"late"' not in case.model_dump_json()
    assert "late" not in case.unrecorded[-1].body.replace("delay", "")
