"""A rehearsed story as people tell it: each day, what happened and what became due.

What is due says by when and why; what is about several children is said once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from commands.rehearsal.rehearsed import EffectTold, FactTold, Rehearsed
from commands.rehearsal.story import Story
from commands.sentences import SENTENCES
from commands.telling import Telling, told
from commands.words import Place, day, in_words, silence
from domain.counting import UNITS, count
from domain.counting import in_words as why_that_day
from domain.duty import Due
from domain.recording import Row
from domain.working_days import local_day

#: Kept in the record, and of no interest to somebody who reads the story.
UNTOLD: Final = frozenset(
    {
        "request-accepted",
        "rung-fell",
        "duty-lapsed",
        "case-looked-at",
        "invitation-sent",
        "plan-copy-settled",
    }
)
#: References are for programs: a reader knows from the day which one is meant.
REFERENCES: Final = (
    (re.compile(r" \((?:delay|core-group)-\d+\)"), ""),
    (re.compile(r"(conference|enquiry|delay) \1-\d+"), r"\1"),
    (re.compile(r"\bconference-\d+", re.IGNORECASE), "the conference"),
)
LETTERS: Final = {
    "invitation": "Invitations sent to",
    "cancellation": "Told that it is off:",
    "plan-copy": "Copies of the plan sent to",
    "translation-request": "A translation asked for from",
}


class Entry(NamedTuple):
    """One line of a timeline: the local day, and a sentence."""

    on: date
    says: str


def timeline(story: Story, rehearsed: Rehearsed) -> list[Entry]:
    """The story in order, by the day on which each thing became known."""
    teller = _Teller(story, rehearsed.facts)
    entries = [*teller.facts(rehearsed.facts), *teller.letters(rehearsed.effects)]
    entries.sort(key=lambda entry: entry.on)
    return list(dict.fromkeys(entries))


class _Teller:
    """The words for one case. What was said once about a rule is not said again."""

    def __init__(self, story: Story, facts: tuple[FactTold, ...]) -> None:
        self._terms = story.opening.terms
        self._telling = Telling(
            Place(self._terms.rulebook.id), self._terms.calendar.zone
        )
        intake = story.opening.intake
        self._names = {c.ref: (c.name or c.ref).split()[0] for c in intake.children}
        self._names |= {p.ref: f"the {in_words(p.ref)}" for p in intake.people}
        # A hyphen tells a reference from a word: "chair" stays as somebody wrote it.
        refs = "|".join(re.escape(ref) for ref in self._names if "-" in ref) or r"(?!)"
        self._refs = re.compile(rf"\b(?:{refs})\b(?!-)", re.IGNORECASE)
        self._at_once = _done_at_once(facts)
        self._silences: set[str] = set()
        self._dated: set[str] = set()
        self._late: set[str] = set()

    def facts(self, facts: Iterable[FactTold]) -> Iterator[Entry]:
        for fact in facts:
            sentence = self._sentence(fact)
            if sentence:
                yield Entry(self._day(fact.recorded_at), self._named(sentence))

    def letters(self, effects: Iterable[EffectTold]) -> Iterator[Entry]:
        """Letters by day and kind. Messages to staff are counted elsewhere."""
        found: dict[tuple[date, str], list[str]] = {}
        for effect in sorted(effects, key=lambda effect: effect.at):
            if effect.kind in LETTERS and effect.outcome == "sent":
                to = found.setdefault((self._day(effect.at), effect.kind), [])
                to.append(f"the {in_words(effect.to)}")
        for (on, kind), people in found.items():
            names = ", ".join(dict.fromkeys(people))
            yield Entry(on, f"{LETTERS[kind]} {names}.")

    def _sentence(self, fact: FactTold) -> str:
        said = fact.fact
        match said["kind"]:
            case "duty-opened" | "duty-redated" | "duty-reopened":
                return "" if said["key"] in self._at_once else self._due(said)
            case "deadline-missed":
                self._late.add(said["key"])
                due_on = day(date.fromisoformat(said["due_on"]))
                return f"MISSED, due {due_on}: {self._what(said['key'])}."
            case "duty-met":
                return self._met(said["key"])
            case kind if kind in UNTOLD or kind not in SENTENCES:
                return ""
            case _:
                return told(self._telling, _row(fact))

    def _due(self, said: dict[str, Any]) -> str:
        """By when, and why that day; of what has no date, once for each rule."""
        due = Due.model_validate_json(json.dumps(said["due"]))
        rule = said["key"].partition("/")[0]
        if due.silent is not None:
            if rule in self._silences:
                return ""
            self._silences.add(rule)
            return f"{self._what(said['key'])}: {silence(due.silent, None)}"
        self._dated.add(said["key"])
        return f"{self._what(said['key'])}. {self._why(rule, due)}"

    def _met(self, key: str) -> str:
        """Whether it was in time; of what had no date there is nothing to say."""
        if key in self._late:
            return f"Done, out of timescale: {self._what(key)}."
        return f"Done in time: {self._what(key)}." if key in self._dated else ""

    def _why(self, key: str, due: Due) -> str:
        rule = self._terms.rule(key)
        time = rule.allowance if rule else None
        if time is not None and time.unit in UNITS:
            counted = count(self._day(due.anchor), time, self._terms.calendar)
            return why_that_day(counted)
        return f"Due by the end of {day(due.due_on)}: the day written down."

    def _what(self, key: str) -> str:
        return self._telling.place.due(key.partition("/")[0])

    def _named(self, sentence: str) -> str:
        for reference, plain in REFERENCES:
            sentence = reference.sub(plain, sentence)
        sentence = self._refs.sub(lambda m: self._names[m[0].lower()], sentence)
        return f"{sentence[0].upper()}{sentence[1:]}"

    def _day(self, at: datetime) -> date:
        return local_day(at, self._terms.calendar.zone)


def _done_at_once(facts: Iterable[FactTold]) -> set[str]:
    """What we learned to be due and done in one moment: it never waited."""
    due: dict[str, datetime] = {}
    at_once = set()
    for told_of in facts:
        kind, key = told_of.fact["kind"], told_of.fact.get("key", "")
        if kind == "duty-opened":
            due[key] = told_of.recorded_at
        elif kind == "duty-met" and due.get(key) == told_of.recorded_at:
            at_once.add(key)
    return at_once


def _row(fact: FactTold) -> Row:
    """The fact as the record keeps it."""
    return Row(
        no=fact.no,
        kind=fact.fact["kind"],
        at=fact.at,
        recorded_at=fact.recorded_at,
        body=json.dumps(fact.fact),
    )
