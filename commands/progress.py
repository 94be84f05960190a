"""A bar on the error stream while many things are read or done: for people only.

It is gone when it is done. A program that reads the answer never gets one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, track

from commands.output import is_piped

#: Fewer than these are done before anybody could read what a bar says.
MANY: Final = 20

Given = TypeVar("Given")
#: Told how many have been done so far.
Played = Callable[[int], None]


def is_watched(json: bool = False) -> bool:
    """Whether a person sees both streams, and asked for no JSON."""
    return not json and not is_piped() and Console(stderr=True).is_terminal


def tracked(
    given: Sequence[Given], about: str, *, json: bool = False
) -> Iterable[Given]:
    """Each in turn; with a bar where there are many and somebody is watching."""
    if len(given) < MANY or not is_watched(json):
        return given
    return track(given, about, console=Console(stderr=True), transient=True)


@contextmanager
def passing(total: int, about: str) -> Iterator[Played]:
    """A bar that is told how far it is; silent where nobody is watching."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        disable=not is_watched(),
    ) as bar:
        task = bar.add_task(about, total=total)
        yield lambda played: bar.update(task, completed=played)
