"""What is decoded stands in the audit before anybody sees it, or nobody does."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from adapters.codec_server.witness import AuditWitness
from adapters.record.audit import Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from tests.activities.fakes import NOW, FakeClock
from tests.adapters.codec_server.conftest import CANARY, Serve, sealed
from tests.adapters.codec_server.office import AUDITOR, ask, token


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "vigil.db")
    yield database
    database.close()


async def test_the_audit_says_who_saw_what_of_which_case_and_who_was_refused(
    serve: Serve, custody: Custody, ledger: Database, keyring: Keyring
) -> None:
    payload, other = await sealed(custody), await sealed(custody, "no/case")
    viewer = f"Bearer {token(roles=['cp.viewer'])}"
    async with serve(AuditWitness(ledger, Signet(keyring), FakeClock())) as port:
        await to_thread(ask, port, payloads=[payload, other])
        await to_thread(ask, port, payloads=[payload], Authorization=viewer)

    audit = SqlAudit(ledger, Signet(keyring))
    assert await audit.of_case("CP-1") == [
        Entry(NOW, "decoded", AUDITOR, "auditor", "payloads/1", "", "CP-1")
    ]
    assert await audit.of_case(None) == [
        Entry(NOW, "decoded", AUDITOR, "auditor", "payloads/1"),
        Entry(NOW, "refused", AUDITOR, "none", "payloads", "role-not-allowed"),
    ]


async def test_nobody_is_shown_anything_that_cannot_be_written_down(
    serve: Serve, custody: Custody, ledger: Database, keyring: Keyring
) -> None:
    payload = await sealed(custody)
    await ledger.write(lambda db: db.exec_driver_sql("DROP TABLE audit"))
    async with serve(AuditWitness(ledger, Signet(keyring), FakeClock())) as port:
        with capture_logs() as lines:
            answer = await to_thread(ask, port, payloads=[payload])

    assert answer.status_code == 503
    assert answer.json() == {"code": "cannot-serve"}
    assert CANARY not in answer.text
    assert "codec_server_cannot_serve" in [line["event"] for line in lines]
