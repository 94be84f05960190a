"""Whatever the owner of the database does to the record is found, and where it is.

Every trigger is dropped first, as its owner can. The record is that of `scene.tell`.
"""

from __future__ import annotations

import pytest

from tests.adapters.record.scene import MONDAY, Scene, named

F = "f" * 64
FACT = "UPDATE facts SET {} WHERE case_ref = 'K-1' AND no = {}"
AUDIT = "UPDATE audit SET {} WHERE chain = 'K-1' AND no = {}"
END = "UPDATE heads SET {} WHERE book = 'facts' AND chain = 'K-1'"
ANOTHER = (
    "INSERT INTO facts (case_ref, no, kind, at, recorded_at, body, commitment, digest) "
    "SELECT '{}', {}, kind, at, recorded_at, body, commitment, digest FROM facts "
    "WHERE case_ref = 'K-1' AND no = {}"
)
GONE = "DELETE FROM facts WHERE case_ref = '{}' AND no {}"
UP = (
    "UPDATE facts SET no = no + 100 WHERE case_ref = 'K-1' AND no >= {0}",
    "UPDATE facts SET no = no - {1} WHERE case_ref = 'K-1' AND no >= 100",
)


def swapped(one: int, other: int) -> tuple[str, ...]:
    moves = ((one, 900), (other, one), (900, other))
    return tuple(FACT.format(f"no = {to}", now) for now, to in moves)


TAMPERED = {
    "a fact's kind": ((FACT.format("kind = 'review-held'", 3),), "altered", 3),
    "when it happened": (
        (FACT.format("at = '2026-11-20T09:00:00+00:00'", 3),),
        "altered",
        3,
    ),
    "when it was recorded": (
        (FACT.format("recorded_at = '2026-11-20T09:00:00+00:00'", 3),),
        "altered",
        3,
    ),
    "its words": (
        (FACT.format("body = (SELECT body FROM facts WHERE no = 6)", 2),),
        "altered",
        2,
    ),
    "its commitment": ((FACT.format(f"commitment = '{F}'", 2),), "altered", 2),
    "its link": ((FACT.format(f"digest = '{F}'", 4),), "altered", 4),
    "the link of the last": ((FACT.format(f"digest = '{F}'", 6),), "altered", 6),
    "the first": ((FACT.format("kind = 'x'", 1),), "altered", 1),
    "the last": ((FACT.format("kind = 'x'", 6),), "altered", 6),
    "two of them": (
        (FACT.format("kind = 'x'", 5), FACT.format("kind = 'x'", 2)),
        "altered",
        2,
    ),
    "the first taken away": ((GONE.format("K-1", "= 1"),), "missing", 1),
    "one in the middle taken away": ((GONE.format("K-1", "= 3"),), "missing", 3),
    "the last taken away": ((GONE.format("K-1", "= 6"),), "cut-short", 6),
    "the last sealed ones taken away": ((GONE.format("K-1", "> 4"),), "cut-short", 5),
    "the whole case taken away": ((GONE.format("K-1", "> 0"),), "gone", 1),
    "and its end with it": (
        (
            GONE.format("K-1", "> 0"),
            "DELETE FROM heads WHERE book = 'facts' AND chain = 'K-1'",
        ),
        "gone",
        1,
    ),
    "one taken away and the gap closed": (
        (GONE.format("K-1", "= 3"), *(each.format(4, 101) for each in UP)),
        "missing",
        3,
    ),
    "one put in behind the last": ((ANOTHER.format("K-1", 7, 6),), "inserted", 7),
    "one put in between": (
        (*(each.format(3, 99) for each in UP), ANOTHER.format("K-1", 3, 1)),
        "inserted",
        3,
    ),
    "one put in before the first": (
        (
            *(each.format(1, 99) for each in UP),
            "UPDATE facts SET kind = 'x' WHERE no < 0",
            ANOTHER.format("K-1", 1, 3),
        ),
        "inserted",
        1,
    ),
    "two neighbours swapped": (swapped(2, 3), "reordered", 2),
    "the first and the last swapped": (swapped(1, 6), "reordered", 1),
    "three moved in a ring": ((*swapped(2, 4), *swapped(4, 5)), "reordered", 2),
    "the end's number": ((END.format("last_no = 5"),), "end-altered", 5),
    "the end's link": ((END.format(f"digest = '{F}'"),), "end-altered", 6),
    "the end's mark": ((END.format(f"mac = 'k2:{F}'"),), "end-altered", 6),
    "the end's mark, without a key": ((END.format("mac = 'x'"),), "unknown-key", 6),
    "the end's mark taken off": ((END.format("mac = ''"),), "end-altered", 6),
    "the end taken away": (
        ("DELETE FROM heads WHERE book = 'facts' AND chain = 'K-1'",),
        "end-missing",
        6,
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
async def test_a_fact_or_an_end_that_is_tampered_with_is_found_and_named(
    scene: Scene, name: str
) -> None:
    statements, what, no = TAMPERED[name]
    scene.by_hand(*statements)

    assert named(await scene.found()) == [("facts", "K-1", what, no)]


async def test_one_case_can_be_looked_at_by_itself(scene: Scene) -> None:
    scene.by_hand(FACT.format("kind = 'x'", 5))

    assert named(await scene.found("K-1")) == [("facts", "K-1", "altered", 5)]
    assert named(await scene.found("K-2")) == []
    assert (await scene.verified("K-2")).rows == {"facts": 4, "audit": 0}


async def test_a_record_that_nobody_touched_is_whole(scene: Scene) -> None:
    verified = await scene.verified(opening=True)

    assert named(verified.findings) == []
    assert verified.rows == {"facts": 11, "audit": 5}
    assert (verified.chains, verified.seals, verified.opened) == (5, 3, 11)
    assert verified.erased == []
    assert verified.unsealed.chains == 1
    assert (verified.unsealed.since - MONDAY).days == 6
    assert verified.unsealed.last.no == 3


@pytest.mark.parametrize(
    "column", ["at", "kind", "person", "role", "what", "why", "digest"]
)
async def test_every_column_of_the_audit_is_bound(scene: Scene, column: str) -> None:
    scene.by_hand(AUDIT.format(f"{column} = 'x'", 2))

    assert named(await scene.found()) == [("audit", "K-1", "altered", 2)]


@pytest.mark.parametrize(
    ("statement", "what", "no"),
    [
        ("DELETE FROM audit WHERE chain = '-' AND no = 1", "missing", 1),
        ("DELETE FROM audit WHERE chain = '-' AND no = 2", "cut-short", 2),
        ("DELETE FROM audit WHERE chain = '-'", "gone", 1),
    ],
)
async def test_an_entry_of_the_audit_that_was_taken_away_is_found(
    scene: Scene, statement: str, what: str, no: int
) -> None:
    scene.by_hand(statement)

    assert named(await scene.found()) == [("audit", "-", what, no)]


async def test_facts_given_to_another_case_are_missed_in_one_and_found_in_the_other(
    scene: Scene,
) -> None:
    scene.by_hand("UPDATE facts SET case_ref = 'K-9' WHERE case_ref = 'K-3'")

    assert named(await scene.found()) == [
        ("facts", "K-3", "gone", 1),
        ("facts", "K-9", "altered", 1),
    ]


async def test_a_name_that_no_case_can_have_is_found_without_being_believed(
    scene: Scene,
) -> None:
    scene.by_hand("UPDATE facts SET case_ref = 'K 9\x1b[2J' WHERE case_ref = 'K-3'")

    assert named(await scene.found()) == [
        ("facts", "K 9\x1b[2J", "inserted", 1),
        ("facts", "K-3", "gone", 1),
    ]


SEALS = {
    "when": ("UPDATE seals SET at = 'x' WHERE no = 2", "altered", 2),
    "how many": ("UPDATE seals SET heads = 9 WHERE no = 2", "altered", 2),
    "the link": (f"UPDATE seals SET digest = '{F}' WHERE no = 2", "altered", 2),
    "the key": ("UPDATE seals SET key_id = 'k1' WHERE no = 2", "altered", 2),
    "the first gone": ("DELETE FROM seals WHERE no = 1", "missing", 1),
    "one gone": ("DELETE FROM seals WHERE no = 2", "missing", 2),
    "the last gone": ("DELETE FROM seals WHERE no = 3", "cut-short", 3),
    "all gone": ("DELETE FROM seals", "gone", 1),
    "one put in": (
        "INSERT INTO seals SELECT 4, at, heads, root, digest, key_id, signature "
        "FROM seals WHERE no = 3",
        "inserted",
        4,
    ),
    "the signature": (
        "UPDATE seals SET signature = (SELECT signature FROM seals WHERE no = 1) "
        "WHERE no = 2",
        "forged",
        2,
    ),
    "no signature": ("UPDATE seals SET signature = 'x' WHERE no = 3", "forged", 3),
    "their end": (
        f"UPDATE heads SET digest = '{F}' WHERE book = 'seals'",
        "end-altered",
        3,
    ),
}


@pytest.mark.parametrize("name", SEALS)
async def test_a_seal_that_is_tampered_with_is_found_and_named(
    scene: Scene, name: str
) -> None:
    statement, what, no = SEALS[name]
    scene.by_hand(statement)

    assert named(await scene.found()) == [("seals", "-", what, no)]


async def test_two_seals_that_were_swapped_are_found(scene: Scene) -> None:
    moves = ((1, 9), (2, 1), (9, 2))
    scene.by_hand(*(f"UPDATE seals SET no = {to} WHERE no = {n}" for n, to in moves))

    assert ("seals", "-", "reordered", 1) in named(await scene.found())


OF_1 = "WHERE seal_no = 1 AND book = 'facts' AND chain = 'K-1'"
SEALED_HEADS = {
    "its link": (f"UPDATE sealed_heads SET digest = '{F}' {OF_1}", "altered", 1, "K-1"),
    "its number": ("UPDATE sealed_heads SET last_no = 3 " + OF_1, "altered", 1, "K-1"),
    "its chain": (
        "UPDATE sealed_heads SET chain = 'K-9' " + OF_1,
        "altered",
        1,
        "K-9",
    ),
    "gone": ("DELETE FROM sealed_heads " + OF_1, "missing", 1, ""),
    "put in": (
        "INSERT INTO sealed_heads SELECT 2, book, chain, last_no, digest FROM "
        "sealed_heads WHERE seal_no = 1 AND chain = 'K-2'",
        "inserted",
        2,
        "K-2",
    ),
    "put under a seal that there is not": (
        "INSERT INTO sealed_heads SELECT 7, book, chain, last_no, digest FROM "
        "sealed_heads WHERE seal_no = 1 AND chain = 'K-2'",
        "inserted",
        7,
        "",
    ),
}


@pytest.mark.parametrize("name", SEALED_HEADS)
async def test_what_a_seal_seals_cannot_be_tampered_with_unseen(
    scene: Scene, name: str
) -> None:
    statement, what, no, chain = SEALED_HEADS[name]
    scene.by_hand(statement)

    assert named(await scene.found()) == [("sealed-heads", chain, what, no)]


async def test_two_sealed_heads_that_were_swapped_are_found(scene: Scene) -> None:
    moves = (("K-1", "x"), ("K-2", "K-1"), ("x", "K-2"))
    scene.by_hand(
        *(
            f"UPDATE sealed_heads SET chain = '{to}' WHERE seal_no = 1 "
            f"AND book = 'facts' AND chain = '{now}'"
            for now, to in moves
        )
    )

    assert named(await scene.found()) == [("sealed-heads", "K-1", "altered", 1)]
