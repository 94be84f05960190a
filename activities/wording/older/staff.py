"""Messages to staff: what is due, the most urgent first, under its headings."""

from __future__ import annotations

from itertools import groupby

from activities.wording.due import entry_of
from activities.wording.labels.english import URGENCIES
from activities.wording.matter import Matter, Said, in_words_alone
from activities.wording.place import Place


def what_is_due(matter: Matter) -> list[str]:
    """The lines under their headings, in the order in which they come."""
    return [
        "\n".join((URGENCIES[code], *(_entry(said, matter.place) for said in lines)))
        for code, lines in groupby(matter.lines, key=lambda said: said.line)
    ]


def _entry(said: Said, place: Place) -> str:
    entry = entry_of(said, place)
    told = " ".join(map(in_words_alone, entry.told))
    return f"- {in_words_alone(entry.what)}" + (f"\n  {told}" if told else "")
