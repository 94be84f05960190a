"""`vigil rebuild`: what it says, how it ends, and that it changes nothing twice."""

from __future__ import annotations

from tests.adapters.record.families import batch_of
from tests.adapters.record.scene import Scene
from tests.commands.record.archive import Archive


def words(text: str) -> str:
    return " ".join(text.split())


async def lose(scene: Scene) -> None:
    scene.by_hand("DELETE FROM facts WHERE case_ref = 'CP-1' AND no = 2")


def test_a_list_that_is_right_is_left_and_said_to_be(archive: Archive) -> None:
    result = archive.vigil("rebuild")

    assert result.exit_code == 0
    assert words(result.stdout) == (
        "2 cases: 2 as they were, 0 put right, 0 newer meanwhile, 0 erased, "
        "0 kept as they were."
    )


def test_what_was_wrong_is_put_right_named_and_then_is_right(
    archive: Archive,
) -> None:
    before = archive.told("cases")
    archive.do(_delete)
    assert len(archive.told("cases")) == 1

    told = archive.told("rebuild")

    assert told["cases"] == {"mended": 1, "same": 1}
    (one,) = told["told"]
    assert (one["case"], one["differed"]) == ("CP-1", ["missing"])
    assert archive.told("cases") == before
    assert archive.told("rebuild")["cases"] == {"same": 2}


async def _delete(scene: Scene) -> None:
    scene.by_hand("DELETE FROM worklist WHERE case_ref = 'CP-1'")


def test_a_case_that_is_not_whole_is_named_kept_and_ends_the_command_with_1(
    archive: Archive,
) -> None:
    before = archive.told("cases")
    archive.do(lose)

    result = archive.vigil("rebuild")

    assert result.exit_code == 1
    said = words(result.output)
    assert "Case CP-1: its line was kept as it was: an entry is missing" in said
    assert "1 as they were" in said
    assert archive.told("cases") == before


def test_only_the_cases_named_are_rebuilt(archive: Archive) -> None:
    archive.do(lose)

    assert archive.told("rebuild", "CP-2")["cases"] == {"same": 1}
    assert archive.vigil("rebuild", "CP 2").exit_code == 2


def test_a_case_of_a_release_before_is_named_while_nobody_can_be_asked(
    archive: Archive,
) -> None:
    older = archive.families["CP-2"]
    body = older.rows[0].body.replace(older.case.terms.digest, "")

    async def begin(scene: Scene) -> None:
        first = older.rows[0].model_copy(update={"body": body, "terms": None})
        case = older.cases[0].model_copy(update={"ref": "CP-0"})
        rows = (first, *older.rows[1 : case.facts])
        await scene.ledger.append(batch_of(case, rows))

    archive.do(begin)
    result = archive.vigil("rebuild")

    assert result.exit_code == 1
    assert "Case CP-0" in result.output
    assert "begun before the record kept what a case is judged by" in words(
        result.output
    )
