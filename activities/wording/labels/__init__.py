"""What stands beside and above sentences: in English, and for Wales in Welsh too.

english, english_headings, english_people   every label
welsh, welsh_headings                       those that letters in Wales need

Whoever asked for Welsh in Wales reads both: "Pryd / When". What has no Welsh yet stands
in English alone, which is never less than everybody else gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from activities.wording.labels import (
    english,
    english_headings,
    english_people,
    welsh,
    welsh_headings,
)
from activities.wording.place import GUERNSEY, WALES, Place
from domain.letters import Letter

WELSH: Final = "cy"
HEADINGS: Final[Mapping[str, str]] = {
    **english_headings.REPORTS,
    **english_headings.RECORD,
    **english_headings.PLAN,
    **english_headings.PREPARING,
    **english_people.INVITED,
    **english_people.TRIGGERS,
}
WELSH_HEADINGS: Final[Mapping[str, str]] = {
    **welsh_headings.REPORTS,
    **welsh_headings.RECORD,
    **welsh_headings.PLAN,
}
SOMEBODY: Final = "somebody"
#: What stands for a label where the place has words of its own.
OTHERWISE: Final[Mapping[tuple[str, str], str]] = {
    (WALES, "category"): "Category on the register",
}
SHORT: Final[Mapping[tuple[str, str], str]] = {(GUERNSEY, "initial"): " (ICPCC)"}


class Labels(NamedTuple):
    """The labels of one letter. A code without a label is a `LookupError`."""

    place: Place
    welsh: bool

    def title(self, kind: str) -> str:
        return self._both(welsh.TITLES.get(kind), english.TITLES[kind])

    def label(self, key: str) -> str:
        here = OTHERWISE.get((self.place.name, key), english.LABELS[key])
        return self._both(welsh.LABELS.get(key), here)

    def urgency(self, code: str) -> str:
        return self._both(welsh.URGENCIES.get(code), english.URGENCIES[code])

    def heading(self, key: str) -> str:
        """What stands on a list of the procedures; a council's own, by its key."""
        own = key.replace("-", " ").capitalize()
        return self._both(WELSH_HEADINGS.get(key), HEADINGS.get(key, own))

    def next(self, rule: str) -> str:
        """A meeting that comes next, by the rule that sets its date."""
        return self._both(
            welsh.NEXT.get(rule), english.NEXT.get(rule, self.place.due(rule))
        )

    def conference(self, kind: str) -> str:
        called = self.place.conference(kind) + SHORT.get((self.place.name, kind), "")
        return self._both(welsh.CONFERENCES.get(kind), called)

    def role(self, code: str) -> str:
        """A role, or a relation to the family; "you" for the reader.

        Somebody of whom neither is known is somebody.
        """
        if not code:
            return SOMEBODY
        return self._both(welsh.ROLES.get(code), self.place.role(code))

    def format(self, code: str) -> str:
        own = code.replace("-", " ")
        return self._both(welsh.FORMATS.get(code), english.FORMATS.get(code, own))

    def outcome(self, decided: str) -> str:
        """What was decided about a child, in a few words."""
        said = english.OUTCOMES[decided].replace("{plan}", self.place.plan)
        return self._both(welsh.OUTCOMES[decided].replace("{plan}", welsh.PLAN), said)

    def _both(self, theirs: str | None, english: str) -> str:
        return f"{theirs} / {english}" if self.welsh and theirs else english


def labels_for(letter: Letter, place: Place) -> Labels:
    """In Welsh too for whoever asked for it, under the procedures of Wales."""
    asked = letter.language.partition("-")[0] == WELSH
    return Labels(place=place, welsh=asked and place.name == WALES)
