"""A story: what happened to one fictional family, event by event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from adapters.events import read_event, read_lines
from adapters.openings import resolve
from adapters.requests import request_of
from domain.errors import BadInput
from domain.events import Event
from domain.intake import Opening
from domain.requests import Request


@dataclass(frozen=True)
class Asking:
    """A request, and the instant at which it reaches us (UTC, whole minutes)."""

    at: datetime
    request: Request


@dataclass(frozen=True)
class Story:
    """A resolved intake, and what is asked of the case afterwards, in order."""

    opening: Opening
    askings: tuple[Asking, ...]

    @property
    def starts_at(self) -> datetime:
        return self.opening.sent_at

    @property
    def ends_at(self) -> datetime:
        """The instant of the last event."""
        return self.askings[-1].at if self.askings else self.starts_at


def read_story(raw: bytes, folders: Sequence[Path] = ()) -> Story:
    """A story from JSON Lines. Raises `BadInput`; its `where` begins with the line."""
    events = []
    for number, line in enumerate(read_lines(raw), start=1):
        with _on_line(number):
            events.append(read_event(line))
    _in_order(events)
    first, *rest = events
    with _on_line(1):
        opening = resolve(first, first.time, folders)
    return Story(opening=opening, askings=tuple(_askings(rest, folders)))


def _askings(events: Sequence[Event], folders: Sequence[Path]) -> Iterator[Asking]:
    for number, event in enumerate(events, start=2):
        with _on_line(number):
            yield Asking(at=event.time, request=request_of(event, folders))


def _in_order(events: Sequence[Event]) -> None:
    """One intake, then requests about the same case, none before the last."""
    first = events[0]
    for number, event in enumerate(events, start=1):
        with _on_line(number):
            if event.is_intake != (number == 1):
                raise BadInput(
                    "not-a-story",
                    "a story begins with one referral; requests follow",
                    where="type",
                )
            if event.subject != first.subject:
                raise BadInput(
                    "other-case", "a story is about one case", where="subject"
                )
            if event.time < events[max(number - 2, 0)].time:
                raise BadInput(
                    "out-of-order",
                    "this comes before the line above: put the lines in order",
                    where="time",
                )


class _on_line:
    """Puts the line's number before the path of whatever is wrong on it."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, BadInput):
            where = f"line {self._number}: {error.where}".rstrip(": ")
            raise BadInput(error.code, error.message, where=where) from None
