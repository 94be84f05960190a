"""A case that answers commands about letters, as the service would."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import ModuleType

import pytest

from adapters.settings import Settings
from commands.service import refusal
from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.receipts import Receipt, receipt_for
from domain.requests import Request
from domain.views import CaseView, case_view


class Answering:
    """One case and the time of day. `served` puts it in the service's place."""

    def __init__(self, case: Case, at: datetime) -> None:
        self.case, self.at = case, at

    def served(
        self, monkeypatch: pytest.MonkeyPatch, *modules: ModuleType
    ) -> Answering:
        for module in modules:
            for name in ("client_of", "ask", "view_by"):
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, getattr(self, name))
        return self

    async def client_of(self, settings: Settings) -> None:
        """Nobody is reached: the case answers here."""

    async def view_by(self, client: None, ref: str) -> CaseView:
        return case_view(self.case, self.at)

    async def ask(self, client: None, ref: str, request: Request) -> Receipt:
        self.at += timedelta(minutes=1)
        before = self.case
        try:
            facts = respond(before, request, self.at)
        except Refused as refused:
            raise refusal(refused) from None
        self.case = advance(before, facts, self.at)
        return receipt_for(before, self.case, facts)
