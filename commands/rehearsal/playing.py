"""The domain alone, played wake by wake: no server, no waiting, letters go at once.

Every letter ends with the receipt that the rehearsal's carrier gives on a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from commands.rehearsal.rehearsed import (
    SENT,
    EffectTold,
    RefusalTold,
    Rehearsed,
    refusal,
    rehearsed,
)
from commands.rehearsal.story import Asking, Story
from commands.rehearsal.tray import Tray
from domain.advance import advance, recorded, sendable
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.correspondence import NoLetter, letter_for
from domain.decide import respond
from domain.effects import Effect, EffectKind
from domain.errors import Refused
from domain.facts import Fact
from domain.following.endings import ENDS, Said, ended
from domain.letters import Carried, Receipt, Standing
from domain.opening import open_case
from domain.recording import Row
from domain.views import case_view

#: Told how many events have been played so far.
Progress = Callable[[int], None]


def play(
    story: Story,
    until: datetime | None = None,
    progress: Progress = lambda played: None,
) -> Rehearsed:
    """The whole story, then on to `until` (the last event's time if that is later)."""
    stage = Stage(story)
    progress(1)
    for played, asking in enumerate(story.askings, start=2):
        stage.wind_to(asking.at)
        stage.ask(asking)
        progress(played)
    end = max(story.ends_at, until or story.ends_at)
    stage.wind_to(end)
    return stage.rehearsed(end)


class ClockStands(Exception):
    """A wake left the case as it was: a fault, told instead of waiting for ever."""


class Stage:
    """A case, and what it has said so far."""

    def __init__(self, story: Story) -> None:
        self._rows: list[Row] = []
        self._effects: dict[str, EffectTold] = {}
        self._refusals: list[RefusalTold] = []
        self._tray = Tray()
        self._case = open_case(story.opening, story.starts_at)
        self._carry_out(story.starts_at)

    def wind_to(self, at: datetime) -> None:
        """Every wake up to `at`, each at its own instant."""
        wake = next_wake(self._case)
        while wake is not None and wake <= at:
            self._learn(fell_due(self._case, wake), wake)
            self._carry_out(wake)
            before, wake = wake, next_wake(self._case)
            if wake == before:
                raise ClockStands

    def ask(self, asking: Asking) -> None:
        """Put one request to the case; a refusal is told, and changes nothing."""
        try:
            facts = respond(self._case, asking.request, asking.at)
        except Refused as refused:
            self._refusals.append(refusal(asking.request.kind, refused))
            return
        self._learn(facts, asking.at)
        self._carry_out(asking.at)

    def rehearsed(self, now: datetime) -> Rehearsed:
        view = case_view(self._case, now)
        return rehearsed(view, self._rows, self._effects.values(), self._refusals)

    def _learn(self, facts: Iterable[Fact], now: datetime) -> None:
        self._case = advance(self._case, facts, now)

    def _carry_out(self, now: datetime) -> None:
        """Deliver until nothing is owed, then let the record have everything."""
        while sendable(self._case):
            self._deliver(now)
        self._rows.extend(self._case.unrecorded)
        self._case = recorded(self._case, self._case.facts)

    def _deliver(self, now: datetime) -> None:
        """All that is owed now goes at once, and ends in the order in which it went."""
        going: dict[str, Effect] = {}
        while new := self._owed_beside(going):
            going |= self._handed_to_the_carrier(new, now)
        owed = {effect.key for effect in sendable(self._case)}
        for effect in going.values():
            if effect.key in owed:
                self._ended(effect, now)

    def _owed_beside(self, going: Mapping[str, Effect]) -> tuple[Effect, ...]:
        return tuple(e for e in sendable(self._case) if e.key not in going)

    def _handed_to_the_carrier(
        self, new: tuple[Effect, ...], now: datetime
    ) -> dict[str, Effect]:
        """What can be written. What cannot has failed before any other letter ends."""
        codes = {e.key: _refused(self._case, e, now) for e in new}
        failed = {key: code for key, code in codes.items() if code is not None}
        for key, code in failed.items():
            self._case = ended(self._case, key, code, now)
        if failed:
            # Whoever must see to it is told at once, as a case does that looks again.
            self._learn(fell_due(self._case, now), now)
        return {effect.key: effect for effect in new if effect.key not in failed}

    def _ended(self, effect: Effect, now: datetime) -> None:
        if effect.kind not in ENDS:
            self._effects[effect.key] = EffectTold(
                key=effect.key, kind=effect.kind, to=effect.to, at=now, outcome=SENT
            )
        said = self._said(effect, now)
        self._case = ended(self._case, effect.key, None, now, said)

    def _said(self, effect: Effect, now: datetime) -> Said:
        """What the carrier answers."""
        if effect.kind is EffectKind.RECALL:
            return self._tray.taken_back(effect.letter or "")
        if effect.kind is EffectKind.FOLLOW_UP:
            standing = Standing.DELIVERED
        else:
            standing = self._tray.taken(effect.key, effect.channel)
        return Receipt(key=effect.key, carried=Carried.SENT, at=now, standing=standing)


def _refused(case: Case, effect: Effect, now: datetime) -> str | None:
    """Why no letter can be made of an effect, by its code."""
    if effect.kind in ENDS:
        return None
    try:
        letter_for(case, effect, now)
    except NoLetter as no_letter:
        return no_letter.code
    return None
