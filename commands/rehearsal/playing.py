"""The domain alone, played wake by wake: no server, no waiting, letters go at once."""

from __future__ import annotations

from collections.abc import Iterable
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
from domain.advance import advance, recorded, sendable
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.correspondence import NoLetter, letter_for
from domain.decide import respond
from domain.deliveries import ended
from domain.effects import Effect
from domain.errors import Refused
from domain.facts import Fact
from domain.opening import open_case
from domain.recording import Row
from domain.views import case_view


def play(story: Story, until: datetime | None = None) -> Rehearsed:
    """The whole story, then on to `until` (the last event's time if that is later)."""
    stage = Stage(story)
    for asking in story.askings:
        stage.wind_to(asking.at)
        stage.ask(asking)
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
        while batch := sendable(self._case):
            self._deliver(batch, now)
        self._rows.extend(self._case.unrecorded)
        self._case = recorded(self._case, self._case.facts)

    def _deliver(self, batch: tuple[Effect, ...], now: datetime) -> None:
        """Letters that cannot be written fail before the first of the others goes."""
        refusals = {
            e.key: code for e in batch if (code := _refused(self._case, e, now))
        }
        for effect in sorted(batch, key=lambda effect: effect.key not in refusals):
            self._ended(effect, refusals.get(effect.key), now)

    def _ended(self, effect: Effect, code: str | None, now: datetime) -> None:
        self._effects[effect.key] = EffectTold(
            key=effect.key, kind=effect.kind, to=effect.to, at=now, outcome=code or SENT
        )
        self._case = ended(self._case, effect.key, code, now)


def _refused(case: Case, effect: Effect, now: datetime) -> str | None:
    """Why no letter can be made of an effect, by its code."""
    try:
        letter_for(case, effect, now)
    except NoLetter as no_letter:
        return no_letter.code
    return None
