"""A store as the release before ends were marked left it, and what is done to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sqlalchemy import Connection, TextClause, text

from adapters.store.addresses import address_of
from adapters.store.engines import engine_of, transact, writing
from adapters.store.upgrading import upgrade
from tests.adapters.record.scene import KEYRING, Scene, relinked, row
from tests.ledgers import sealed_before

NO_MARK = "UPDATE heads SET {} mac = '' WHERE book = 'facts' AND chain = '{}'"


def _execute(put: TextClause, told: tuple[object, ...], db: Connection) -> None:
    names = ("case_ref", "no", "kind", "at", "recorded_at", "body")
    db.execute(put, dict(zip(names, told, strict=True)))


def of_release_4(where: str | Path) -> None:
    """Two cases as the release before kept them: no links, no commitments."""
    engine = engine_of(address_of(where))
    put = text(
        "INSERT INTO facts (case_ref, no, kind, at, recorded_at, body) "
        "VALUES (:case_ref, :no, :kind, :at, :recorded_at, :body)"
    )
    transact(writing(engine), lambda db: upgrade(db, "0004"))
    for case in ("K-1", "K-2"):
        for fact in (row(1), row(2)):
            at = fact.at.isoformat()
            about = (case, fact.no, fact.kind, at, at)
            body = sealed_before(KEYRING, "facts.body", fact.body.encode(), *about)
            told = (case, fact.no, fact.kind, at, at, body)
            transact(writing(engine), partial(_execute, put, told))
    engine.dispose()


def rewritten(scene: Scene, case: str, *statements: str) -> None:
    """Every link made to fit what the statements did, and the mark taken off."""
    scene.by_hand(*statements)
    scene.by_hand(*relinked(scene, case, 0), NO_MARK.format("", case))
