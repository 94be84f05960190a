"""How each rule of the sources is kept: by which entries, as what, shown by what.

Read from the newest edition of each source's own procedures, so that a rule counts as
kept only while an entry names it. The tests are those that carry the rule's mark; their
list is generated, for tests ship with the source and not with the program.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from adapters.catalogue import BOOKS, Catalogued, Sort, catalogue
from adapters.rulebooks import SHIPPED, load_rulebook
from rulebook.schema import (
    CatalogueId,
    Code,
    DutyRule,
    Frozen,
    GateRule,
    How,
    Item,
    Listed,
    MayAsk,
    Prompt,
    Provision,
    Rulebook,
    Source,
)

#: Of several ways in which one rule is kept, the strongest comes first.
STRENGTH: Final = (
    How.DEADLINE,
    How.GATE,
    How.DUTY,
    How.EFFECT,
    How.FIELD,
    How.SECTION,
    How.PROMPT,
)
#: Lists of headings, to be written under; the lines of the others are answered.
HEADINGS: Final = frozenset(
    {
        Listed.SOCIAL_WORK_REPORT,
        Listed.POLICE_REPORT,
        Listed.MEDICAL_REPORT,
        Listed.AGENCY_REPORT,
        Listed.EVERY_REPORT,
        Listed.AGENDA,
        Listed.RECORD,
        Listed.RECORD_OF_CHILD,
        Listed.PLAN,
    }
)
SHOWN_BY: Final = SHIPPED / "shown_by.json"


class Kept(Frozen):
    """One entry that keeps a rule: as what, through which thing of that name.

    `how` is null for a choice that nothing works through. `on`: the list of a line.
    """

    how: How | None
    name: Code
    on: Listed | None
    entry: Code
    citation: str
    says: str


class Covered(Frozen):
    """One rule of the sources: where it stands, how it is kept, and what shows that.

    `how`, `name` and `citation` are of the strongest of its entries; null or empty
    while no entry names it.
    """

    id: CatalogueId
    rulebook: Code
    version: Code
    source_status: Code
    kind: Sort
    place: str
    citation: str
    how: How | None
    name: Code | None
    entries: tuple[Kept, ...]
    shown_by: tuple[str, ...]


def coverage(tests: Mapping[str, Sequence[str]]) -> tuple[Covered, ...]:
    """Every rule of the catalogue, sorted by id. `tests`: what shows each, by id."""
    books = {id: load_rulebook(id) for id in BOOKS.values()}
    return tuple(
        _covered(rule, books[rule.book], tests.get(rule.id, ())) for rule in catalogue()
    )


def shown_by() -> dict[str, list[str]]:
    """The tests that carry each rule's mark, by the rule's id, as generated last."""
    found: dict[str, list[str]] = json.loads(SHOWN_BY.read_text("utf-8"))
    return found


def counted(covered: Iterable[Covered], words: Mapping[How, str] | None = None) -> str:
    """How many rules of the sources are kept in which way, in a sentence.

    `words`: what each way is called; its own code if left out.
    """
    counts = Counter(rule.how for rule in covered)
    said = words or {how: f"as {how}" for how in STRENGTH}
    parts = ", ".join(f"{counts[how]} {said[how]}" for how in STRENGTH if counts[how])
    left = f"; {counts[None]} not kept" if counts[None] else ""
    return f"{counts.total()} rules of the sources: {parts}{left}."


def _covered(rule: Catalogued, book: Rulebook, tests: Sequence[str]) -> Covered:
    entries = kept_by(rule.id, book.entries(), content=rule.kind is Sort.CONTENT)
    first = entries[0] if entries else None
    return Covered(
        id=rule.id,
        rulebook=book.id,
        version=book.version,
        source_status=book.source_status,
        kind=rule.kind,
        place=rule.place,
        citation=first.citation if first else "",
        how=first.how if first else None,
        name=first.name if first else None,
        entries=entries,
        shown_by=tuple(tests),
    )


def kept_by(
    id: str, entries: Iterable[Source], *, content: bool = False
) -> tuple[Kept, ...]:
    """What keeps a rule among these entries, the strongest first."""
    found = [_kept(entry) for entry in entries if id in entry.ids]
    return tuple(sorted(found, key=lambda kept: _strength(kept, content)))


def how_of(entry: Source) -> How | None:
    """As what an entry keeps its rules; None for a choice that works nothing."""
    match entry:
        case DutyRule():
            return How.DUTY if entry.allowance is None else How.DEADLINE
        case GateRule():
            return How.GATE if entry.refuses else How.FIELD
        case Item():
            return How.SECTION if entry.on in HEADINGS else _line(entry)
        case Prompt():
            return How.PROMPT
        case MayAsk():
            return How.FIELD
        case _:
            return entry.how if isinstance(entry, Provision) else None


def _line(item: Item) -> How:
    """A line that must be answered is asked for by its list's gate."""
    return How.GATE if item.required else How.FIELD


def _kept(entry: Source) -> Kept:
    through = entry.names if isinstance(entry, Provision) else None
    return Kept(
        how=how_of(entry),
        name=through or entry.key,
        on=entry.on if isinstance(entry, Item) else None,
        entry=entry.key,
        citation=entry.citation,
        says=entry.says,
    )


def _strength(kept: Kept, content: bool) -> int:
    """What a source says is a heading, before the gate that asks for it."""
    if content and kept.how is How.SECTION:
        return -1
    return len(STRENGTH) if kept.how is None else STRENGTH.index(kept.how)
