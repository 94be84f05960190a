"""What is missing before a step, in words: what, who can do it, under which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from rich.table import Table

from commands.output import rows, table
from commands.words import Place, books_of, day, entry_of, in_words
from domain.gates import IN_WORDS
from domain.gates.subject import WHOLE
from domain.lack import Lack
from domain.terms import Named
from domain.views import CaseView
from domain.working_days import local_day
from rulebook.schema import Before, Rulebook

ASKED: Final = "Asked; it stops nobody."


class Wording(NamedTuple):
    """The words of one case: what its place calls things, what its procedures say."""

    place: Place
    books: tuple[Rulebook, ...] = ()

    @classmethod
    def of(cls, books: Sequence[Named], folders: tuple[Path, ...]) -> Wording:
        """By the procedures of a case, the base first. Raises RulebookInvalid."""
        return cls(Place(books[0].id), books_of(books, folders))

    def says(self, key: str) -> str:
        """What an entry says; its key in words where it is published no more."""
        found = entry_of(key, self.books)
        return found[1].says if found else f"{in_words(key).capitalize()}."

    def called(self, ref: str) -> str:
        """A line of a list in words; a reference, or a child with a line, as it is."""
        child, colon, line = ref.rpartition(": ")
        known = entry_of(line, self.books) is not None
        return f"{child}{colon}{in_words(line) if known else line}"

    def whose(self, roles: Iterable[str]) -> str:
        return " or ".join(map(self.place.role, roles))


def wording_of(view: CaseView, folders: tuple[Path, ...]) -> Wording:
    """Raises RulebookInvalid."""
    return Wording.of((view.rulebook, *view.others), folders)


#: Where the case cannot be asked what its procedures are.
PLAIN: Final = Wording(Place(""))


def step_in_words(before: Before) -> str:
    return f"Before {IN_WORDS[before]}"


def next_only(missing: Iterable[Lack]) -> Iterator[tuple[Lack, ...]]:
    """Of each conference, what is missing before its next step; of the case likewise.

    The next step is the first that anything stops; else the first that asks something.
    """
    steps: dict[str | None, list[tuple[Lack, ...]]] = {}
    for lacks in by_step(missing):
        steps.setdefault(lacks[0].conference, []).append(lacks)
    for found in steps.values():
        stopped = (lacks for lacks in found if any(lack.refuses for lack in lacks))
        yield next(stopped, found[0])


def by_step(lacks: Iterable[Lack]) -> Iterator[tuple[Lack, ...]]:
    """What is missing, one step after another."""
    for _, found in groupby(lacks, _step):
        yield tuple(found)


def _step(lack: Lack) -> tuple[str | None, Before]:
    return lack.conference, lack.before


def tables(view: CaseView, wording: Wording) -> Iterator[Table]:
    """What is missing before the next step of each conference of a case."""
    days = {c.ref: local_day(c.starts_at, view.zone) for c in view.conferences}
    for lacks in next_only(view.missing):
        on = days.get(lacks[0].conference or "")
        yield lacking(lacks, wording, f" ({day(on)})" if on else "")


def lacking(lacks: Sequence[Lack], wording: Wording, when: str = "") -> Table:
    """All that is missing before one step, in the order in which the gates stand."""
    made = table(
        "What is missing",
        "Who can do it",
        "Rule",
        title=f"{step_in_words(lacks[0].before)}{when}",
    )
    return rows(made, (_cells(lack, wording) for lack in lacks))


def about_whom(refs: Iterable[str], wording: Wording) -> str:
    """Whom or which lines it is about: a word that all lines begin with is left out."""
    named = [wording.called(ref) for ref in refs if ref != WHOLE]
    first = {name.partition(" ")[0] for name in named if " " in name}
    alike = len(named) > 1 and len(first) == 1 and all(" " in name for name in named)
    return ", ".join(name.partition(" ")[2] if alike else name for name in named)


def _cells(lack: Lack, wording: Wording) -> tuple[str, ...]:
    about = about_whom(lack.about, wording)
    lines = (
        wording.says(lack.gate),
        f"Missing: {about}." if about else "",
        "" if lack.refuses else ASKED,
    )
    ids = "\n".join(lack.ids) or "ours"
    return "\n".join(filter(None, lines)), wording.whose(lack.who), ids
