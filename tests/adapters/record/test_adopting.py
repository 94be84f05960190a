"""A store from before ends were marked is adopted once, in an act on the record.

Nobody is helped by it who has the store and no key: what they altered, wrote anew or
cut off from among later rows is never marked, whatever they take away first.
"""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from activities.ports import Unavailable
from adapters.record.adopting import ADOPTED, adopt
from adapters.record.sealer import Sealer
from tests.adapters.record.older import NO_MARK, rewritten
from tests.adapters.record.scene import (
    MONDAY,
    Clock,
    Scene,
    batch,
    named,
    row,
)

#: So that the store looks as if it had never been adopted, and never sealed.
FORGOTTEN = (
    "DELETE FROM sealed_heads",
    "DELETE FROM seals",
    "DELETE FROM audit",
    "DELETE FROM heads WHERE book <> 'facts'",
)


async def test_an_upgraded_store_takes_nothing_until_it_is_adopted_in_the_open(
    older: Scene,
) -> None:
    assert named(await older.found()) == [
        ("facts", "K-1", "not-adopted", 2),
        ("facts", "K-2", "not-adopted", 2),
    ]
    with pytest.raises(Unavailable, match="not-adopted"):
        await older.ledger.append(batch("K-1", 3))

    assert (await adopt(older.database, older.custody, MONDAY)).marked == 2

    (act,) = await older.audit.of_case(None)
    assert (act.kind, act.what, act.person) == (ADOPTED, "chains:2", "vigil")
    assert await older.ledger.append(batch("K-1", 2, 3)) == 3
    assert await older.ledger.facts("K-1") == [row(1), row(2), row(3)]
    verified = await older.verified(opening=True)
    assert (verified.findings, verified.opened) == ([], 5)


async def test_a_mark_that_is_taken_away_after_the_adoption_is_never_given_back(
    older: Scene,
) -> None:
    await adopt(older.database, older.custody, MONDAY)
    older.by_hand("UPDATE heads SET mac = '' WHERE book = 'facts' AND chain = 'K-1'")

    assert (await adopt(older.database, older.custody, MONDAY)).marked == 0

    assert named(await older.found()) == [("facts", "K-1", "end-altered", 2)]


async def test_a_chain_that_is_not_whole_is_not_adopted(older: Scene) -> None:
    older.by_hand("UPDATE facts SET kind = 'x' WHERE case_ref = 'K-1' AND no = 2")

    assert (await adopt(older.database, older.custody, MONDAY)).marked == 1

    assert named(await older.found()) == [("facts", "K-1", "altered", 2)]
    with pytest.raises(Unavailable, match="not-adopted"):
        await older.ledger.append(batch("K-1", 3))


async def test_a_new_store_is_adopted_with_nothing_to_mark(blank: Scene) -> None:
    assert (await adopt(blank.database, blank.custody, MONDAY)).marked == 0
    assert (await adopt(blank.database, blank.custody, MONDAY)).marked == 0

    (act,) = await blank.audit.of_case(None)
    assert act.what == "chains:0"


async def said_by(scene: Scene) -> list[tuple[str, str]]:
    """What the worker logs while it runs, with the chain that it names."""
    with capture_logs() as logged:
        sealer = Sealer(scene.database, scene.custody, Clock())
        await sealer.adopt()
        await sealer.seal()
    return [(line["event"], line.get("key", "")) for line in logged]


async def test_a_later_record_altered_and_cut_off_is_not_adopted_as_an_older_one(
    scene: Scene,
) -> None:
    rewritten(
        scene,
        "K-1",
        *FORGOTTEN,
        "UPDATE facts SET at = '2026-11-20T09:00:00+00:00' "
        "WHERE case_ref = 'K-1' AND no = 3",
        "DELETE FROM facts WHERE case_ref = 'K-1' AND no > 4",
        NO_MARK.format("last_no = 4,", "K-1"),
    )

    said = await said_by(scene)

    assert named(await scene.found()) == [("facts", "K-1", "end-altered", 4)]
    assert ("end_not_adopted", "K-1") in said
    assert set(await said_by(scene)) == {("end_not_ours", "K-1")}
    with pytest.raises(Unavailable, match="not-adopted"):
        await scene.ledger.append(batch("K-1", 5))


LATER_ROWS = {
    "with no commitment": "commitment = ''",
    "not under the case's own key": "body = {body}",
    "as if from before": "commitment = '', body = {body}",
}


@pytest.mark.parametrize("how", LATER_ROWS)
async def test_a_later_row_made_to_look_like_an_older_one_is_not_adopted(
    scene: Scene, how: str
) -> None:
    as_bytes = "CAST('k2:' || 'x' AS BLOB)" if scene.is_sqlite else "'k2:x'::bytea"
    made = LATER_ROWS[how].format(body=as_bytes)
    looks = f"UPDATE facts SET {made} WHERE case_ref = 'K-1'"
    rewritten(scene, "K-1", *FORGOTTEN, looks)

    assert (await adopt(scene.database, scene.custody, MONDAY)).marked == 0

    assert named(await scene.found()) == [("facts", "K-1", "end-altered", 6)]


@pytest.mark.parametrize(
    "altered",
    [
        "at = '2026-11-20T09:00:00+00:00'",
        "kind = 'case-closed'",
        "body = (SELECT body FROM facts WHERE case_ref = 'K-2' AND no = 2)",
    ],
)
async def test_an_older_row_that_was_altered_is_not_adopted_though_every_link_fits(
    older: Scene, altered: str
) -> None:
    which = "WHERE case_ref = 'K-1' AND no = 2"
    rewritten(older, "K-1", f"UPDATE facts SET {altered} {which}")

    assert (await adopt(older.database, older.custody, MONDAY)).marked == 1

    assert named(await older.found()) == [("facts", "K-1", "end-altered", 2)]


async def test_an_older_chain_with_a_later_row_behind_it_is_not_adopted(
    older: Scene,
) -> None:
    """Nothing is added to a chain without a mark, so somebody took the mark off."""
    await adopt(older.database, older.custody, MONDAY)
    await older.ledger.append(batch("K-1", 3))
    rewritten(older, "K-1", *FORGOTTEN, NO_MARK.format("", "K-2"))

    assert (await adopt(older.database, older.custody, MONDAY)).marked == 1

    assert named(await older.found()) == [("facts", "K-1", "end-altered", 3)]


async def test_an_act_that_fails_keeps_nothing_from_being_sealed(
    older: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise ValueError

    monkeypatch.setattr("adapters.record.adopting.SqlAudit.add", fails)
    await older.ledger.append(batch("K-9", 1))

    said = [event for event, _ in await said_by(older)]

    assert said.count("adoption_failed") == 1
    assert "sealing_failed" not in said
    assert (await older.verified()).seals == 1
