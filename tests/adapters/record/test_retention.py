"""A step is decided, done and written down with nobody in between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection, delete, func, select

from adapters.record.retention import Act, SqlRetention
from adapters.retention_policies import load_retention
from adapters.store.database import Database
from adapters.store.tables import WORKLIST
from domain.errors import Refused
from domain.requests.base import By
from domain.retention.deciding import Found, confirm, erased, hold, propose
from domain.retention.kept import Kept
from domain.retention.steps import Standing, Step, StepKind
from domain.roles import Role
from tests.adapters.record.conftest import KEYS
from tests.adapters.record.scene import Scene, opened
from tests.dates import day, instant

POLICY = load_retention("default")
NOW = instant("Mon 2090-01-02 10:00Z")
FOUND = Found(Kept(until=day("Fri 2064-06-06"), why="child-protection"), "UTC", 0)
ANNE = By(person="anne", role=Role.SERVICE_MANAGER)
BOB = By(person="bob", role=Role.AUTHORISED_MANAGER)
CASE = "K-1"


@pytest.fixture
def elsewhere(scene: Scene, tmp_path: Path) -> Iterator[Scene]:
    """The same record, as another process has it open."""
    url = scene.database.engine.url.render_as_string(hide_password=False)
    found = opened(url, tmp_path / KEYS)
    yield found
    found.close()


def retention(scene: Scene) -> SqlRetention:
    return SqlRetention(scene.database, scene.audit)


async def confirmed(scene: Scene) -> None:
    """One proposes it, another confirms it."""
    at = retention(scene)
    await at.take(CASE, lambda stands: propose(stands, None, FOUND, ANNE, POLICY, NOW))
    await at.take(CASE, lambda stands: confirm(stands, None, FOUND, BOB, POLICY, NOW))


async def erase(scene: Scene, act: Act) -> Step:
    def decide(stands: Standing) -> Step:
        gone_at = scene.custody.destroyed_at(CASE)
        return erased(stands, gone_at, FOUND, BOB, POLICY, NOW)

    return await retention(scene).take(CASE, decide, act)


async def held(scene: Scene) -> Step:
    def decide(stands: Standing) -> Step:
        there = not scene.custody.is_destroyed(CASE)
        return hold(stands, there, ANNE, "inquest", POLICY, NOW)

    return await retention(scene).take(CASE, decide)


async def lines(database: Database) -> int:
    counted = select(func.count()).where(WORKLIST.c.case_ref == CASE)
    return await database.read(lambda db: int(db.scalar(counted) or 0))


async def test_a_hold_waits_for_an_erasure_that_is_under_way_and_is_refused(
    scene: Scene, elsewhere: Scene
) -> None:
    await confirmed(scene)
    under_way, go = Event(), Event()

    def act(_db: Connection) -> None:
        under_way.set()
        go.wait(5)
        scene.custody.destroy(CASE, NOW)

    erasing = asyncio.create_task(erase(scene, act))
    await asyncio.to_thread(under_way.wait, 5)
    holding = asyncio.create_task(held(elsewhere))
    waited = await asyncio.wait({holding}, timeout=0.3)
    go.set()
    step = await erasing

    assert waited == (set(), {holding})
    assert step.kind is StepKind.ERASED
    with pytest.raises(Refused, match="has been erased"):
        await holding


async def test_a_hold_that_came_first_lets_nothing_be_done(
    scene: Scene, elsewhere: Scene
) -> None:
    await confirmed(scene)
    await held(elsewhere)
    done: list[Connection] = []

    with pytest.raises(Refused) as caught:
        await erase(scene, done.append)

    assert caught.value.code == "legal-hold"
    assert done == []


async def test_what_is_stopped_half_way_is_not_written_down_and_is_done_again(
    scene: Scene,
) -> None:
    await confirmed(scene)

    def act(db: Connection) -> None:
        db.execute(delete(WORKLIST).where(WORKLIST.c.case_ref == CASE))

    def half(db: Connection) -> None:
        act(db)
        raise OSError

    with pytest.raises(OSError, match=r"^$"):
        await erase(scene, half)
    after = [step.kind for step in await retention(scene).steps(CASE)]
    kept = await lines(scene.database)
    again = await erase(scene, act)

    assert after == [StepKind.PROPOSED, StepKind.CONFIRMED]
    assert kept == 1
    assert again.kind is StepKind.ERASED
    assert await lines(scene.database) == 0
