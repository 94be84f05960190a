"""One child protection case: one clock, driven by the pure domain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from temporalio import workflow
from temporalio.common import RawValue

from domain.advance import advance, recorded, sendable
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.decide import refused, respond
from domain.errors import Refused
from domain.facts import Fact, Facts
from domain.following.endings import Said, ended
from domain.receipts import Receipt, previewed, receipt_for
from domain.requests import Request
from domain.views import CaseView, DutyView, case_view, duties_view
from workflows import APPROVE_DELAY, REFUSE_DELAY
from workflows.beginning import begin
from workflows.outgoing import Outgoing
from workflows.reading import answer, preview
from workflows.refusing import dry_run, faults_refused, judged, to_caller
from workflows.showing import Shown

AT_LEAST = timedelta(milliseconds=1)
LONG_HISTORY = 1000
SIGNALS = {APPROVE_DELAY: "approve-delay", REFUSE_DELAY: "refuse-delay"}


@workflow.defn(dynamic=True)
class ChildProtectionCase:
    """The shell: it waits and it sends.

    Dynamic, so that a start of another type, or with another number of arguments,
    comes to us and is ended; it would run on without a clock.
    """

    @workflow.init
    def __init__(self, given: Sequence[RawValue]) -> None:
        self._case: Case = begin(given, self._now())
        self._outgoing = Outgoing(self._ended, self._recorded)
        self._shown = Shown()

    @workflow.run
    async def run(self, given: Sequence[RawValue]) -> str:
        while not self._case.finished:
            self._learn(fell_due(self._case, self._now()))
            self._outgoing.match(self._case, sendable(self._case), self._now())
            self._shown.show(self._case)
            await self._until_attention_is_needed()
            await self._outgoing.collect()
            if self._history_is_long():
                await self._outgoing.stop()
                workflow.continue_as_new(self._case)
        return self._case.ref

    @workflow.update
    def submit(self, given: RawValue) -> Receipt:
        """Do what a person asks, and say in brief what it made true."""
        with to_caller():
            before = self._case
            facts, refusal = judged(before, given, self._now())
            self._learn(facts)
            if refusal is not None:
                # Unreadable, or forged: admitted only so that it leaves its trace.
                raise refusal
            return receipt_for(before, self._case, facts)

    @submit.validator
    def refuse(self, given: RawValue) -> None:
        """A dry run: what would be refused, and leave no trace, is not let in."""
        with dry_run():
            facts, refusal = judged(self._case, given, self._now())
            if refusal is not None and not facts:
                raise refusal

    @workflow.signal(dynamic=True)
    def receive(self, name: str, given: Sequence[RawValue]) -> None:
        """A manager's answer by signal. What is refused is recorded, never lost."""
        self._learn(_answered(self._case, name, given, self._now()))

    @workflow.query
    def case(self) -> CaseView:
        return case_view(self._case, self._now())

    @workflow.query
    def duties(self) -> tuple[DutyView, ...]:
        return duties_view(self._case, self._now())

    @workflow.query
    def preview(self, given: RawValue) -> Receipt:
        """What a request would make true at the instant that whoever asks names.

        A query's own clock may have stood still for weeks.
        """
        with to_caller():
            asked = preview(given)
            return previewed(self._case, asked.request, asked.at)

    def _now(self) -> datetime:
        """The workflow's time, in whole minutes."""
        return workflow.now().replace(second=0, microsecond=0)

    def _learn(self, facts: Iterable[Fact]) -> None:
        self._case = advance(self._case, facts, self._now())

    def _ended(self, key: str, code: str | None, said: Said) -> None:
        self._case = ended(self._case, key, code, self._now(), said)

    def _recorded(self, last: int) -> None:
        self._case = recorded(self._case, last)

    def _history_is_long(self) -> bool:
        info = workflow.info()
        return (
            info.is_continue_as_new_suggested()
            or info.get_current_history_length() >= LONG_HISTORY
        )

    def _needs_attention(self, wake: datetime | None) -> bool:
        """Something derived has changed: never a flag."""
        wanted = [effect.key for effect in sendable(self._case)]
        return (
            next_wake(self._case) != wake
            or self._outgoing.any_done()
            or self._outgoing.lacks(wanted)
            or self._outgoing.has_strays(wanted)
            or self._outgoing.must_record(self._case)
            or self._case.finished
            or self._history_is_long()
        )

    async def _until_attention_is_needed(self) -> None:
        wake = next_wake(self._case)
        timeout = summary = None
        if wake is not None:
            timeout = max(wake - workflow.now(), AT_LEAST)
            summary = f"looks again at {wake:%a %d %b %Y %H:%M} UTC"
        with suppress(asyncio.TimeoutError):
            await workflow.wait_condition(
                lambda: self._needs_attention(wake),
                timeout=timeout,
                timeout_summary=summary,
            )


def _answered(case: Case, name: str, given: Sequence[RawValue], now: datetime) -> Facts:
    """What a signal makes true, or the fact that it was refused."""
    asked: Request | None = None
    try:
        with faults_refused():
            asked = answer(name, given, SIGNALS)
            return respond(case, asked, now)
    except Refused as refusal:
        kind = SIGNALS.get(name, "unknown-signal")
        return refused(case, kind, refusal, now, asked)
