"""A case behind the service, without a server: it trusts a gateway, and answers."""

from __future__ import annotations

from typing import Any, Final

from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.receipts import Receipt, receipt_for
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.views import CaseView, case_view
from tests.dates import instant
from tests.domain.attestations.vouching import a_trusting_case
from tests.domain.builders import OPENED, a_child, a_person
from workflows import REFUSED

NOW: Final = instant("Mon 2026-12-21 10:00Z")


class Served:
    """A case that trusts a gateway, and answers as the service would."""

    def __init__(self) -> None:
        manager = RoleHeld(role="authorised-manager", person="manager", since=OPENED)
        people = (a_person("worker"), a_person("manager"))
        self.case: Case = a_trusting_case(
            people=people, roles=(manager,), children=(a_child(),)
        )
        self.sent: list[Request] = []
        self.away = False

    def get_workflow_handle(self, id: str) -> Served:
        return self

    async def execute_update(self, name: str, request: Any, **_: Any) -> Receipt:
        self.sent.append(request)
        if self.away:
            raise RPCError("away", RPCStatusCode.UNAVAILABLE, b"")
        before = self.case
        try:
            facts = respond(before, request, NOW)
        except Refused as why:
            error = ApplicationError(why.message, why.code, why.where, [], type=REFUSED)
            raise WorkflowUpdateFailedError(error) from error
        self.case = advance(before, facts, NOW)
        return receipt_for(before, self.case, facts)

    def kinds(self) -> set[str]:
        """What has come to stand on its record."""
        return {row.kind for row in self.case.unrecorded}

    async def query(self, *_: Any, **__: Any) -> CaseView:
        return case_view(self.case, NOW)
