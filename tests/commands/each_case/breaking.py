"""An installation with two families, and what somebody with its files does to one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from typer.testing import Result

from tests.adapters.record.families import Family
from tests.commands.record.archive import Archive

WHOLE, BROKEN, PUT_IN = "CP-1", "CP-2", "CP-9"
AT = "2026-11-23T09:00:00+00:00"
FACT = f"""
INSERT INTO facts (case_ref, no, kind, at, recorded_at, commitment, body, digest)
SELECT {{case}}, 1 + coalesce(max(no), 0), '{{kind}}', '{AT}', '{AT}', '', {{body}}, 'x'
FROM facts WHERE case_ref = {{case}}
"""
#: Each command over all families, who may, and what it tells as JSON of the whole one.
COMMANDS: dict[tuple[str, ...], tuple[str, Callable[[Any], bool]]] = {
    ("audit", "--person", "coordinator"): (
        "auditor",
        lambda told: {each["case"] for each in told} == {WHOLE},
    ),
    ("cases",): (
        "coordinator",
        lambda told: [each["case"] for each in told] == [WHOLE],
    ),
    ("deliveries", "--stuck"): (
        "coordinator",
        lambda told: isinstance(told, list),
    ),
    ("gaming",): (
        "auditor",
        lambda told: set(told["not_gone_through"]) == {BROKEN} and told["cases"] == 2,
    ),
    ("gateway-keys", "adopt", "--dry-run"): (
        "system-operator",
        lambda told: told["would_change"] == 1 and set(told["unread"]) == {BROKEN},
    ),
    ("rebuild",): (
        "system-operator",
        lambda told: told["cases"] == {"same": 1, "kept": 1},
    ),
    ("retention", "list", "--all"): (
        "service-manager",
        lambda told: [each["unread"] is None for each in told] == [True, False],
    ),
}


class Copied(Archive):
    """As an installation that was filled before."""

    def record(self, each: Family) -> None:
        """It lies there already."""


def by_hand(archive: Archive, name: str, *statements: str) -> None:
    """As somebody with the file and another program: nothing of Vigil's is dropped."""
    with closing(sqlite3.connect(archive.home / name)) as store, store:
        for statement in statements:
            store.execute(statement)


def damage_key(archive: Archive, column: str = "wrapped = x'0000'") -> None:
    where = f"WHERE case_ref = '{BROKEN}'"
    by_hand(archive, "case-keys.db", f"UPDATE case_keys SET {column} {where}")


def damage_line(archive: Archive, column: str = "line = x'00'") -> None:
    where = f"WHERE case_ref = '{BROKEN}'"
    by_hand(archive, "vigil.db", f"UPDATE worklist SET {column} {where}")


def put_in(archive: Archive, case: str, body: str, kind: str = "case-opened") -> None:
    row = FACT.format(case=case, kind=kind, body=body)
    by_hand(archive, "vigil.db", row)


def said(result: Result) -> str:
    return " ".join(result.stderr.split())


def put_into_audit(archive: Archive, what: str, at: str = AT) -> None:
    no = len(archive.audited(BROKEN)) + 1
    who = f"'erased', 'coordinator', 'auditor', {what}, '', 'x'"
    row = f"'{BROKEN}', {no}, '{at}', {who}"
    columns = "chain, no, at, kind, person, role, what, why, digest"
    by_hand(archive, "vigil.db", f"INSERT INTO audit ({columns}) VALUES ({row})")
