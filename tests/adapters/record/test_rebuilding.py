"""The worklist is worked out anew from facts, and nothing newer is ever lost by it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import pytest
from sqlalchemy import Connection, select, update

from adapters.record.rebuilding import Became, Rebuilding, Rebuilt
from adapters.record.refolder import Refolder
from adapters.record.terms_kept import kept
from adapters.sealing.columns import CaseColumn
from adapters.store.tables import TERMS, WORKLIST
from domain.recording import Batch, Row
from domain.refolding import CannotRefold
from domain.terms import Terms
from domain.worklist import line_of
from tests.adapters.record.families import Family, append, batch_of, family
from tests.adapters.record.scene import MONDAY, Scene
from tests.ledgers import lines_of


@pytest.fixture
def lived() -> Family:
    return family("delay", "CP-1")


def rebuilding(scene: Scene) -> Rebuilding:
    refolder = Refolder(scene.database)
    return Rebuilding(scene.database, scene.ledger, scene.custody, refolder)


async def rebuilt(scene: Scene) -> list[Rebuilt]:
    work = rebuilding(scene)
    return [await work.rebuild(ref) async for ref in work.cases()]


async def put_line(scene: Scene, ref: str, last_no: int, text: str) -> None:
    """As a program with a fault of its own would have."""
    lines = CaseColumn(scene.custody, "worklist.line")
    sealed = lines.seal(ref, text.encode(), ref, last_no)

    def work(db: Connection) -> None:
        where = WORKLIST.c.case_ref == ref
        values = {"last_no": last_no, "line": sealed}
        db.execute(update(WORKLIST).where(where), values)

    await scene.database.write(work)


async def line(scene: Scene, ref: str = "CP-1") -> str:
    return (await lines_of(scene.ledger))[ref]


async def last_no(scene: Scene) -> int:
    wanted = select(WORKLIST.c.last_no)
    return int(await scene.database.read(lambda db: db.scalars(wanted).one()))


async def test_the_list_that_workers_wrote_is_the_one_that_the_facts_give(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    await append(blank, family("york", "CP-2"))
    await append(blank, family("wales", "CP-3", askings=0))

    assert await rebuilding(blank).count() == 3
    assert [(r.case, r.became) for r in await rebuilt(blank)] == [
        ("CP-1", Became.SAME),
        ("CP-2", Became.SAME),
        ("CP-3", Became.SAME),
    ]


async def test_what_a_line_says_wrongly_is_put_right_and_named_and_then_is_right(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    right = line_of(lived.case)
    wrong = right.replace('"missed":0', '"missed":9', 1)
    await put_line(blank, "CP-1", lived.case.facts, wrong)
    other = await append(blank, family("york", "CP-2"))
    await put_line(blank, "CP-2", other.case.facts, "no JSON")

    first, second = await rebuilt(blank), await rebuilt(blank)

    assert [(r.became, r.differed) for r in first] == [
        (Became.MENDED, ("missed",)),
        (Became.MENDED, ("damaged",)),
    ]
    assert [r.became for r in second] == [Became.SAME, Became.SAME]
    assert await line(blank) == right


async def test_a_lost_line_and_one_that_nobody_can_read_are_made_anew(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    await append(blank, family("york", "CP-2"))
    blank.by_hand("DELETE FROM worklist WHERE case_ref = 'CP-1'")
    blank.by_hand("UPDATE worklist SET last_no = 2 WHERE case_ref = 'CP-2'")

    assert [(r.became, r.differed) for r in await rebuilt(blank)] == [
        (Became.MENDED, ("missing",)),
        (Became.MENDED, ("damaged",)),
    ]
    assert await line(blank) == line_of(lived.case)


async def test_a_line_that_claims_a_fact_that_nobody_recorded_is_no_newer_one(
    blank: Scene, lived: Family
) -> None:
    """It would stand in the way of every line that a worker writes from then on."""
    await append(blank, lived)
    right = line_of(lived.case)
    await put_line(blank, "CP-1", 9999, right)

    (one,) = await rebuilt(blank)

    assert (one.became, one.differed) == (Became.MENDED, ("number",))
    assert await last_no(blank) == lived.case.facts


class Meanwhile(Refolder):
    """While a case is worked out from its facts, its workflow records more of them."""

    def __init__(self, scene: Scene, batches: Iterator[Batch]) -> None:
        super().__init__(scene.database)
        self._scene, self._batches = scene, batches

    async def terms(self, ref: str, rows: Sequence[Row]) -> Terms:
        for batch in self._batches:
            await self._scene.ledger.append(batch)
        return await super().terms(ref, rows)


async def test_a_line_that_a_worker_wrote_meanwhile_is_never_put_back(
    blank: Scene, lived: Family
) -> None:
    first, *others = lived.batches()
    await blank.ledger.append(first)
    late = Meanwhile(blank, iter(others))
    work = Rebuilding(blank.database, blank.ledger, blank.custody, late)

    one = await work.rebuild("CP-1")

    assert one.became is Became.NEWER
    assert await line(blank) == line_of(lived.case)
    assert await last_no(blank) == lived.case.facts


async def test_workers_go_on_writing_while_it_is_rebuilt_again_and_again(
    blank: Scene, lived: Family
) -> None:
    async def write() -> None:
        for batch in lived.batches():
            await blank.ledger.append(batch)

    async def rebuild() -> set[Became]:
        return {one.became for _ in range(8) for one in await rebuilt(blank)}

    _, seen = await asyncio.gather(write(), rebuild())

    assert seen <= {Became.SAME, Became.NEWER}
    assert await line(blank) == line_of(lived.case)


async def test_a_case_that_is_not_whole_is_named_and_kept_and_the_others_are_done(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    await append(blank, family("york", "CP-2"))
    was = await line(blank)
    blank.by_hand("DELETE FROM facts WHERE case_ref = 'CP-1' AND no = 3")

    kept_one, other = await rebuilt(blank)

    assert (kept_one.became, kept_one.code, kept_one.no) == (Became.KEPT, "gap", 3)
    assert other.became is Became.SAME
    assert await line(blank) == was


async def test_of_an_erased_case_nothing_is_made(blank: Scene, lived: Family) -> None:
    await append(blank, lived)
    blank.custody.destroy("CP-1", MONDAY)

    (one,) = await rebuilt(blank)

    assert (one.became, one.code) == (Became.ERASED, "erased")


async def test_a_case_that_names_no_terms_is_named_and_never_judged_by_others(
    blank: Scene, lived: Family
) -> None:
    """One that a release before began, while nobody is there who knows its terms."""
    body = lived.rows[0].body.replace(lived.case.terms.digest, "")
    older = lived.rows[0].model_copy(update={"body": body, "terms": None})
    await blank.ledger.append(batch_of(lived.case, (older, *lived.rows[1:])))

    (one,) = await rebuilt(blank)

    assert (one.became, one.code) == (Became.KEPT, "terms-not-named")


async def test_terms_are_kept_once_for_all_cases_with_the_first_fact(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    await append(blank, family("delay", "CP-2"))
    digest = lived.case.terms.digest

    assert await blank.database.read(lambda db: kept(db, digest)) == lived.case.terms
    digests = await blank.database.read(
        lambda db: db.scalars(select(TERMS.c.digest)).all()
    )
    assert digests == [digest]


async def test_terms_that_were_altered_or_lost_are_named_and_used_for_nothing(
    blank: Scene, lived: Family
) -> None:
    await append(blank, lived)
    digest = lived.case.terms.digest
    blank.by_hand(
        "UPDATE terms SET body = replace(body, 'first-line-manager', 'social-worker')"
    )
    with pytest.raises(CannotRefold, match="terms-altered"):
        await blank.database.read(lambda db: kept(db, digest))
    (one,) = await rebuilt(blank)
    assert (one.became, one.code) == (Became.KEPT, "terms-altered")

    blank.by_hand("DELETE FROM terms")
    (one,) = await rebuilt(blank)
    assert (one.became, one.code) == (Became.KEPT, "terms-not-kept")


async def test_a_fact_given_again_with_its_terms_is_the_same_fact(
    blank: Scene, lived: Family
) -> None:
    """An append whose answer was lost is made again."""
    first = next(lived.batches())
    assert first.rows[0].terms is not None

    assert await blank.ledger.append(first) == await blank.ledger.append(first)
    assert (await blank.ledger.facts("CP-1"))[0] == first.rows[0].as_kept


async def test_every_case_is_found_once_with_facts_or_with_a_line_only(
    blank: Scene,
) -> None:
    begun = family("delay", askings=0)
    for number in range(5):
        case = begun.case.model_copy(update={"ref": f"CP-{number}"})
        await blank.ledger.append(batch_of(case, begun.rows[: case.facts]))
    blank.by_hand("DELETE FROM facts WHERE case_ref = 'CP-1'")
    blank.by_hand("DELETE FROM worklist WHERE case_ref = 'CP-3'")

    found = [ref async for ref in rebuilding(blank).cases()]

    assert found == [f"CP-{number}" for number in range(5)]
