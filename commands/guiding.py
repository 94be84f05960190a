"""What the procedures of a case say about one step: gates, lists and reminders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

from commands.missing import Wording
from domain.asking.matrix import who_may_ask
from domain.asking.remedies import who_can
from domain.conference_views import ConferenceView
from domain.gates.subject import WHOLE
from domain.ids import Ref
from domain.views import CaseView
from rulebook.schema import (
    Before,
    CatalogueId,
    Code,
    Frozen,
    GateRule,
    Item,
    Listed,
    Prompt,
    Rulebook,
    Source,
)

#: The lists that are gone through at a step, whether or not a gate asks for them.
LISTS: Final[dict[Before, tuple[Listed, ...]]] = {
    Before.BOOK: (Listed.TRIGGERS,),
    Before.INVITE: (Listed.INVITATION_CHECKLIST,),
    Before.EXPLAIN: (Listed.EXPLANATION,),
    Before.REPORT: (
        Listed.EVERY_REPORT,
        Listed.SOCIAL_WORK_REPORT,
        Listed.POLICE_REPORT,
        Listed.MEDICAL_REPORT,
        Listed.AGENCY_REPORT,
    ),
    Before.EXCLUDE: (),
    Before.HOLD: (
        Listed.PREPARATION_OF_FAMILY,
        Listed.PREPARATION_OF_PARENTS,
        Listed.PREPARATION_OF_CHILD,
        Listed.CHAIRS_CHECKS,
        Listed.AGENDA,
    ),
    Before.DECIDE: (Listed.CATEGORIES, Listed.PLAN, Listed.EXITS, Listed.TRIGGERS),
    Before.CLOSE: (Listed.RECORD, Listed.RECORD_OF_CHILD),
    Before.CLOSE_CASE: (),
}

Entry = TypeVar("Entry", bound=Source)


class Line(Frozen):
    """One thing that is asked, listed or said, with its source.

    `missing` is null unless the case lacks it now: then about whom, or which lines, and
    empty for the step as a whole. `stops` says of a gate whether it refuses. `when`:
    where alone it applies.
    """

    key: Code
    says: str
    citation: str
    ids: tuple[CatalogueId, ...]
    who: tuple[Code, ...] = ()
    when: tuple[Code, ...] = ()
    stops: bool | None = None
    missing: tuple[str, ...] | None = None
    link: str | None = None


class Guide(Frozen):
    """All that is said about one step. `lists`: by the list's own name, in its order.

    `conference`: the one whose step it is, where it is one's.
    """

    case: str
    before: Before
    conference: Ref | None
    books: tuple[str, ...]
    must: tuple[Line, ...]
    lists: dict[Code, tuple[Line, ...]]
    reminders: tuple[Line, ...]


def guide_of(view: CaseView, wording: Wording, before: Before | None = None) -> Guide:
    """What is said about a step: the one that is named, or that the case is at."""
    step, conference = _step(view, before)
    lacks = {
        lack.gate: tuple(ref for ref in lack.about if ref != WHOLE)
        for lack in view.missing
        if (lack.before, lack.conference) == (step, conference)
    }
    books = wording.books
    gates = [gate for gate in _entries(books, GateRule) if gate.before is step]
    prompts = [each for each in _entries(books, Prompt) if each.before is step]
    return Guide(
        case=view.case,
        before=step,
        conference=conference,
        books=tuple(f"{book.id} {book.version}" for book in books),
        must=tuple(_must(gates, books, lacks)),
        lists=_lists(books, step, gates),
        reminders=tuple(_line(each, link=each.link) for each in prompts),
    )


def _step(view: CaseView, before: Before | None) -> tuple[Before, Ref | None]:
    """The step, and the conference that is to take it, if one is."""
    for lack in view.missing:
        if before in (None, lack.before):
            return lack.before, lack.conference
    awaited = [c for c in view.conferences if c.held_at is None and c.off is None]
    ahead = awaited[0] if awaited else _still_open(view)
    nearest = Before.HOLD if awaited else Before.CLOSE
    step = before or (nearest if ahead else Before.BOOK)
    return step, ahead.ref if ahead and step is nearest else None


def _still_open(view: CaseView) -> ConferenceView | None:
    """The last conference that was held, unless its record is complete."""
    held = [c for c in view.conferences if c.held_at is not None]
    return held[-1] if held and held[-1].closed_at is None else None


def _lists(
    books: Sequence[Rulebook], step: Before, gates: Sequence[GateRule]
) -> dict[Code, tuple[Line, ...]]:
    """The lists of the step, and those that its gates ask for besides."""
    asked = (gate.on for gate in gates if gate.on is not None)
    items = list(_entries(books, Item))
    found = {
        str(name): tuple(_line(i, when=i.when) for i in items if i.on is name)
        for name in dict.fromkeys((*LISTS[step], *asked))
    }
    return {name: lines for name, lines in found.items() if lines}


def _entries(books: Sequence[Rulebook], kind: type[Entry]) -> Iterator[Entry]:
    """Entries of one kind; of a key that several books have, the first book's."""
    known: dict[str, Entry] = {}
    for book in books:
        for entry in book.entries():
            if isinstance(entry, kind):
                known.setdefault(entry.key, entry)
    yield from known.values()


def _must(
    gates: Sequence[GateRule],
    books: Sequence[Rulebook],
    lacks: Mapping[str, tuple[str, ...]],
) -> Iterator[Line]:
    """Each gate with those who can put it right, where the books say who may ask."""
    may_ask = who_may_ask(books, {})["may_ask"]
    for gate in gates:
        yield _line(
            gate,
            who=who_can(gate, may_ask),
            when=gate.when,
            stops=gate.refuses,
            missing=lacks.get(gate.key),
        )


def _line(entry: Source, **own: object) -> Line:
    about = {name: getattr(entry, name) for name in ("key", "says", "citation", "ids")}
    return Line.model_validate(about | own)
