"""A person has one digest a day over all their families, and nobody else's in it."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from temporalio.exceptions import ApplicationError

from activities.failures import UNDELIVERABLE
from activities.ports import DigestEnded, DigestPart, Lead
from activities.reminders import Reminders
from adapters.carriers.digests import LATELY, LEASE
from adapters.store.tables import DIGEST_PARTS
from domain.letters import Carried, Letter
from tests.activities.digest_desk import GATHERS, MONDAY, Desk, Postbox, part

CASES = ("T-1", "T-2", "T-3")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.database.close()


def cases_in(text: str) -> set[str]:
    return set(re.findall(r"canary of (T-\d+)\.", text))


async def test_one_person_has_one_message_over_all_their_families(desk: Desk) -> None:
    await desk.play([(n * 20, part(case)) for n, case in enumerate(CASES)])

    (message,) = desk.post.taken
    assert cases_in(message.body) == set(CASES)
    assert re.fullmatch(r"digest/[0-9a-f]{32}/2027-01-04/1", message.key)
    carried = sorted(receipt.carried for receipt in desk.receipts.values())
    assert carried == [Carried.FOUND, Carried.FOUND, Carried.SENT]
    assert set(desk.receipts) == {part(case).key for case in CASES}


async def test_it_waits_five_minutes_from_the_first_part_and_for_the_last_call(
    desk: Desk,
) -> None:
    await desk.play([(0, part("T-1")), (299, part("T-2"))])

    ((led_at, keys),) = desk.digests.led.values()
    assert MONDAY + GATHERS < led_at < MONDAY + GATHERS + timedelta(minutes=1)
    assert len(keys) == 2


@pytest.mark.parametrize("second", [10.0, 299.0])
async def test_what_a_case_withdrew_in_the_meantime_is_not_sent(
    desk: Desk, second: float
) -> None:
    gone = part("T-2")

    await desk.play([(0, part("T-1")), (5, gone)], {gone.key: second})

    (message,) = desk.post.taken
    assert cases_in(message.body) == {"T-1"}
    assert set(desk.receipts) == {part("T-1").key}


async def test_what_comes_too_late_for_one_digest_is_in_the_next(desk: Desk) -> None:
    await desk.play([(0, part("T-1")), (1000, part("T-2"))])

    first, second = desk.post.taken
    assert (cases_in(first.body), cases_in(second.body)) == ({"T-1"}, {"T-2"})
    assert (first.key[-2:], second.key[-2:]) == ("/1", "/2")


async def test_a_withdrawn_part_that_is_wanted_again_goes_with_what_it_says_now(
    desk: Desk,
) -> None:
    before = part("T-1")
    await desk.play([(0, before)], {before.key: 100})
    after = before.model_copy(update={"lines": part("T-9").lines})

    await desk.play([(2000, after)])

    (message,) = desk.post.taken
    assert cases_in(message.body) == {"T-9"}


@pytest.mark.parametrize(
    "other",
    [
        part("T-2", to="colleague"),
        part("T-2", address="home@council.example.org"),
        part("T-2", name="Somebody Else"),
        part("T-2", also="intern"),
    ],
)
async def test_two_people_who_share_a_mailbox_or_a_reference_get_one_each(
    desk: Desk, other: Letter
) -> None:
    await desk.play([(0, part("T-1")), (1, other)])

    assert [cases_in(m.body) for m in desk.post.taken if "T-1" in m.body] == [{"T-1"}]
    assert len(desk.post.taken) == 2
    assert len({message.key.split("/")[1] for message in desk.post.taken}) == 2


async def test_a_refusal_is_told_to_every_case(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Postbox(["refused"]))

    await desk.play([(n, part(case)) for n, case in enumerate(CASES)])
    desk.database.close()

    assert desk.failed == {part(case).key: "mailbox-refused" for case in CASES}
    assert desk.receipts == {}


@pytest.mark.parametrize("trouble", ["died-before", "died-after", "away", "lost"])
async def test_whoever_led_and_is_not_heard_of_is_followed_by_another(
    tmp_path: Path, trouble: str
) -> None:
    desk = Desk(tmp_path, Postbox([trouble]))

    await desk.play([(n, part(case)) for n, case in enumerate(CASES)])
    desk.database.close()

    (message,) = desk.post.taken
    assert cases_in(message.body) == set(CASES)
    assert set(desk.receipts) == {part(case).key for case in CASES}
    ended = max(receipt.at for receipt in desk.receipts.values())
    assert ended >= MONDAY + GATHERS + LEASE


async def test_a_carrier_that_cannot_be_asked_is_given_it_again_under_one_key(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path, Postbox(["died-after"], can_be_asked=False))

    await desk.play([(0, part("T-1")), (1, part("T-2"))])
    desk.database.close()

    assert [len(desk.post.taken), len(desk.sent())] == [2, 1]


async def test_what_a_reader_may_not_see_spoils_no_other_family_s_digest(
    desk: Desk,
) -> None:
    hidden = part("T-2", lines=part("T-2", to="colleague").lines)

    await desk.play([(0, part("T-1")), (1, hidden)])

    assert desk.failed == {hidden.key: "not-cleared"}
    assert [cases_in(message.body) for message in desk.post.taken] == [{"T-1"}]


async def test_a_secret_in_one_family_s_part_stops_that_part_alone(desk: Desk) -> None:
    secret = part("T-2").model_copy(update={"withheld": (" t 2 ",)})

    await desk.play([(0, part("T-1")), (1, secret)])

    assert desk.failed == {secret.key: "not-cleared"}
    assert [cases_in(message.body) for message in desk.post.taken] == [{"T-1"}]


async def test_each_case_keeps_its_own_part_and_nothing_of_another(desk: Desk) -> None:
    await desk.play([(n, part(case)) for n, case in enumerate(CASES)])

    for case in CASES:
        (kept,) = await desk.letters.list(case)
        assert kept.letter.key == part(case).key
        assert cases_in(kept.documents[0].model_dump_json()) == {case}


@dataclass
class Mixed:
    """activities.ports.Digests with a bug in it: one digest for two people."""

    parts: tuple[Letter, ...]
    ended: DigestEnded | None = None

    async def put(self, part: DigestPart, now: datetime) -> Lead | DigestEnded:
        return self.ended or Lead("digest/x/2027-01-04/1", self.parts)

    async def end(self, digest: str, ended: DigestEnded) -> DigestEnded:
        self.ended = ended
        return ended


async def test_parts_of_two_people_are_never_sent_and_each_case_hears_of_it_at_once(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    parts = (part("T-1"), part("T-2", to="colleague"))
    gathering = replace(desk.gathering, digests=Mixed(parts))

    for each in parts:
        with pytest.raises(ApplicationError) as failure:
            await gathering.deliver(each)
        assert (failure.value.type, failure.value.message) == (
            UNDELIVERABLE,
            "meant-for-two-people",
        )
        assert failure.value.non_retryable
    assert desk.post.taken == []
    assert [(r.levelname, r.getMessage()) for r in caplog.records] == [
        ("ERROR", "digest_for_two_people")
    ]


async def test_what_was_said_is_not_in_the_store_once_it_has_gone(desk: Desk) -> None:
    await desk.play([(0, part("T-1"))])

    bodies = await desk.database.read(
        lambda db: db.scalars(select(DIGEST_PARTS.c.body)).all()
    )
    assert bodies == [b""]


@pytest.mark.parametrize("older", [True, False])
async def test_an_older_case_s_list_and_a_rehearsal_s_go_at_once(
    desk: Desk, older: bool
) -> None:
    """At once: with no gathering, or for a letter that is no document, by its key."""
    carrier = desk.gathering.carrier
    reader = {"part": "professional", "procedures": "york", "role": "social-worker"}
    line = part("T-1").lines[0].model_copy(update={"code": "reader", "values": reader})
    letter = part("T-1", document=None, lines=(line,), readers=())
    gathering = desk.gathering if older else None

    receipt = await Reminders(carrier, gathering).digest(letter)

    assert receipt.carried is Carried.SENT
    assert [message.key for message in desk.post.taken] == [letter.key]


PEOPLE = (
    {"to": "worker"},
    {"to": "colleague"},
    {"to": "worker", "address": "other@council.example.org"},
    {"to": "worker", "name": "Another Worker"},
)
TROUBLES = ["none", "refused", "away", "lost", "died-before", "died-after"]
SECONDS = st.integers(0, 700)


@st.composite
def mornings(draw: st.DrawFn) -> dict[str, tuple[int, Letter, int | None]]:
    """Up to eight families: when each comes, for whom, and when it is withdrawn."""
    found = {}
    for number in range(draw(st.integers(1, 8))):
        letter = part(f"T-{number}", **draw(st.sampled_from(PEOPLE)))
        at, gone = draw(SECONDS), draw(st.none() | SECONDS)
        found[letter.key] = (at, letter, gone)
    return found


@settings(max_examples=60, deadline=None)
@given(
    mornings(),
    st.lists(st.sampled_from(TROUBLES), max_size=6),
    st.booleans(),
    st.integers(0, 20),
)
def test_whatever_happens_every_part_goes_once_or_its_failure_is_told(
    morning: dict[str, tuple[int, Letter, int | None]],
    troubles: list[str],
    asked: bool,
    late: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), Postbox(list(troubles), can_be_asked=asked))
        gone = {key: w for key, (_, _, w) in morning.items() if w is not None}
        arrivals = [(float(at), letter) for at, letter, _ in morning.values()]
        asyncio.run(desk.play(arrivals, gone, late))
        desk.database.close()
    _every_part_ended(desk, set(morning) - set(gone))
    _nothing_is_in_two_messages(desk, morning)
    _nothing_withdrawn_is_taken(desk, gone)


def _every_part_ended(desk: Desk, wanted: set[str]) -> None:
    """Gone or told, never both: what was told as failed is in nobody's mailbox."""
    assert wanted <= desk.receipts.keys() | desk.failed.keys()
    assert desk.receipts.keys().isdisjoint(desk.failed)
    sent = {key for digest in desk.sent() for key in desk.digests.led[digest][1]}
    assert desk.receipts.keys() <= sent


def _nothing_is_in_two_messages(
    desk: Desk, morning: dict[str, tuple[int, Letter, int | None]]
) -> None:
    letters = {letter.case: letter for _, letter, _ in morning.values()}
    seen: list[str] = []
    for message in desk.sent().values():
        inside = [letters[case] for case in cases_in(message.body)]
        assert len({(each.to, each.name, each.address) for each in inside}) == 1
        assert {each.address for each in inside} == {message.address}
        seen.extend(each.case for each in inside)
    assert len(seen) == len(set(seen))


def _nothing_withdrawn_is_taken(desk: Desk, gone: dict[str, int]) -> None:
    """Nobody is taken into a digest who has not come back within the last minute."""
    for led_at, keys in desk.digests.led.values():
        for key in keys & gone.keys():
            assert MONDAY + timedelta(seconds=gone[key]) > led_at - LATELY


async def test_nothing_that_goes_wrong_is_told_but_by_its_code(desk: Desk) -> None:
    desk.database.close()

    with pytest.raises(ApplicationError) as failure:
        await desk.gathering.deliver(part("T-1"))

    assert (failure.value.type, failure.value.message) == (
        "Unavailable",
        "StoreClosed",
    )
