"""What a story asks of the engine, read off the domain: no decision is left in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from commands.rehearsal.story import Story
from domain.advance import advance, recorded, sendable
from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.correspondence import NoLetter, letter_for
from domain.decide import respond
from domain.effects import Effect
from domain.errors import Refused
from domain.following.endings import ended
from domain.opening import open_case
from domain.requests import Request
from rulebook.schema import Frozen
from workflows.showing import Values, values_of


class Send(Frozen):
    """One letter: whether its end makes facts, and changes an attribute."""

    tells: bool
    shows: bool


class Turn(Frozen):
    """One turn of a case: what it asks for, and when the clock must look again."""

    at: datetime
    asked: bool
    learns: bool
    shows: bool
    sends: tuple[Send, ...]
    wake: datetime | None


Script = tuple[Turn, ...]
#: Scripts by name: the twin looks its own up here, so that its payloads stay empty.
SCRIPTS: dict[str, Script] = {}


def script_of(story: Story) -> Script:
    """Each at its own time, as when the story is played."""
    reading = _Reading(open_case(story.opening, story.starts_at), story.starts_at)
    for asking in story.askings:
        reading.wind_to(asking.at)
        reading.turn(asking.request, asking.at)
    return tuple(reading.turns)


def told_at(story: Story, now: datetime) -> Script:
    """Every request at the same `now`, as when a backlog is told in one go."""
    reading = _Reading(open_case(story.opening, now), now)
    for asking in story.askings:
        reading.turn(asking.request, now)
    return tuple(reading.turns)


class _Reading:
    """A case as it is played, and the turns it took."""

    def __init__(self, case: Case, at: datetime) -> None:
        self.turns: list[Turn] = []
        self._case = case
        self._shown: Values | None = None
        self._note(at, asked=False)

    def wind_to(self, at: datetime) -> None:
        while (wake := next_wake(self._case)) is not None and wake <= at:
            self._case = advance(self._case, fell_due(self._case, wake), wake)
            self._note(wake, asked=False)

    def turn(self, request: Request, at: datetime) -> None:
        """A request that is refused takes no turn: the validator keeps it out."""
        try:
            facts = respond(self._case, request, at)
        except Refused:
            return
        self._case = advance(self._case, facts, at)
        self._note(at, asked=True)

    def _note(self, at: datetime, *, asked: bool) -> None:
        learns, shows = bool(self._case.unrecorded), self._shows()
        sends = tuple(self._sends(at))
        self._case = recorded(self._case, self._case.facts)
        wake = next_wake(self._case)
        turn = Turn(
            at=at, asked=asked, learns=learns, shows=shows, sends=sends, wake=wake
        )
        self.turns.append(turn)

    def _shows(self) -> bool:
        """Whether what the server's own page shows has changed."""
        last, self._shown = self._shown, values_of(self._case)
        return last != self._shown

    def _sends(self, at: datetime) -> Iterator[Send]:
        """Every letter goes at once, and what its end makes true is told."""
        while owed := sendable(self._case):
            for effect in owed:
                sent = _is_sent(self._case, effect, at)
                known, code = self._case.facts, None if sent else "no-address"
                self._case = ended(self._case, effect.key, code, at)
                if sent:
                    tells = self._case.facts > known
                    yield Send(tells=tells, shows=self._shows())


def _is_sent(case: Case, effect: Effect, at: datetime) -> bool:
    """False when no letter can be made of it, so that no carrier is asked."""
    try:
        letter_for(case, effect, at)
    except NoLetter:
        return False
    return True
