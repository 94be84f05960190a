"""A line that cannot be read drops no family from the list, and a rebuild mends it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.settings import Settings
from commands import up
from commands.output import Ended
from commands.service import store_of
from tests.commands.each_case.breaking import (
    BROKEN,
    WHOLE,
    damage_line,
    said,
)
from tests.commands.record.archive import Archive


@pytest.mark.parametrize(
    "column",
    [
        "line = x'00'",
        "line = x'23313a0000'",
        "line = x'6b393a0000'",
        "last_no = 1",
    ],
)
def test_a_damaged_line_is_shown_by_its_reference_and_a_rebuild_puts_it_right(
    archive: Archive, column: str
) -> None:
    before = archive.told("cases")
    damage_line(archive, column)

    told, shown = archive.vigil("cases", "--json"), archive.vigil("cases")
    overdue = archive.vigil("cases", "--overdue")

    ends = {each.exit_code for each in (told, shown, overdue)}
    assert ends == {Ended.UNREACHABLE}
    assert [each["case"] for each in json.loads(told.stdout)] == [WHOLE]
    assert BROKEN in said(told)
    for each in (shown, overdue):
        assert f"{BROKEN} " in each.stdout
        assert "its line cannot be read" in each.stdout
    assert WHOLE in shown.stdout
    assert "'vigil rebuild'" in said(told)
    assert archive.told("rebuild")["cases"] == {"same": 1, "mended": 1}
    assert archive.told("cases") == before


def test_one_case_is_shown_from_the_record_beside_a_damaged_line(
    archive: Archive,
) -> None:
    damage_line(archive)

    assert archive.vigil("case", WHOLE).exit_code == Ended.DONE
    broken = archive.vigil("case", BROKEN)
    assert broken.exit_code == Ended.UNREACHABLE
    assert f"{BROKEN} (damaged)" in said(broken)


def test_vigil_comes_up_beside_a_damaged_line(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def running(settings: Settings) -> AsyncIterator[Any]:
        async with store_of(settings) as store:
            yield SimpleNamespace(settings=settings, store=store, client=None)

    monkeypatch.setattr(up, "running", running)
    damage_line(archive)

    came_up = archive.vigil("up", "--once")

    assert came_up.exit_code == Ended.DONE
    assert f"{BROKEN} " in came_up.stdout
    assert "its line cannot be read (damaged)" in came_up.stdout
    assert WHOLE in came_up.stdout
