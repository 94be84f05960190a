"""A conference is on record as held, and too few are on record as having been there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.gaming.life import Life
from domain.gaming.sign import Pattern, Sign, sign
from domain.gaming.who_came import Held, People, conferences, people

CODE: Final = "held-with-too-few"
#: Agencies besides the chair. Fewer make a quorum nowhere: with two a chair may still
#: go on, never with one (WA-54).
LEAST: Final = 2


def _signs(life: Life) -> Iterator[Sign]:
    """A child for whom too few came, and who was left undecided, has gained nothing."""
    known = people(life)
    for held in conferences(life):
        about = held.decided if held.there else {*held.children, *held.decided}
        counted = {child: _agencies(held, known, child) for child in sorted(about)}
        few = {child for child, count in counted.items() if count < LEAST}
        if few:
            there = len({each.person for each in held.there})
            least = min(counted[child] for child in few)
            yield sign(
                CODE,
                held.step,
                [held.told],
                _says(there, least),
                children=few,
                numbers={"people": there, "agencies-beside-the-chair": least},
            )


def _agencies(held: Held, known: People, child: str) -> int:
    chair = held.day.chair if held.day is not None else None
    parts = (t for t in held.there if not t.children or child in t.children)
    return len({known.agency(t.person) for t in parts if known.takes_part(t, chair)})


def _says(there: int, agencies: int) -> str:
    if there == 0:
        return "It is on record as held, and nobody as having been there."
    besides = "nobody of any agency" if agencies == 0 else "one agency alone"
    return f"Of {there} on record as having been there: {besides} beside the chair."


PATTERN: Final = Pattern(
    code=CODE,
    is_a="A conference is on record as held, with nobody there, or with fewer agencies "
    "beside the chair than anywhere make a quorum.",
    innocent="Who was there may have been written down elsewhere, and not yet here.",
    source="C28: conferences held with nobody present; WA-49, WA-54: the quorum",
    signs=_signs,
)
