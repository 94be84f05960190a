"""The case after a fact about a conference's day, its record and its end."""

from __future__ import annotations

from hashlib import sha256

from domain.case import Case
from domain.evolve.changes import changed, conference, to
from domain.facts.the_day import (
    ConferenceClosed,
    DayFact,
    DayRecorded,
    RecordWritten,
    SiblingGroupsDecided,
    SufficiencyAnswered,
)
from domain.readings.attendance import named
from domain.record.conferences import Conference
from domain.record.the_day import Section, TheDay


def evolve_day(case: Case, fact: DayFact) -> Case:
    match fact:
        case SiblingGroupsDecided(groups=groups):
            return to(case, sibling_groups=groups)
        case SufficiencyAnswered(conference=ref, sufficiency=answer):
            return conference(case, ref, lambda c: changed(c, sufficiency=answer))
        case DayRecorded(conference=ref, day=day):
            return conference(case, ref, lambda c: _day(case, c, day))
        case RecordWritten(conference=ref):
            section = _with_words(case, fact)
            return conference(case, ref, lambda c: _written(c, section))
        case ConferenceClosed(conference=ref, at=at):
            return conference(case, ref, lambda c: changed(c, closed_at=at))


def _day(case: Case, c: Conference, day: TheDay) -> Conference:
    """Who was present follows from the attendance, where that is recorded."""
    there = named(case, day) if day.attendance else c.present
    return changed(c, day=day, present=there)


def _with_words(case: Case, fact: RecordWritten) -> Section:
    """With the fingerprint of what was written, where letters are made of it."""
    if case.terms.letters is None:
        return fact.section
    return changed(fact.section, words=sha256(fact.words.encode()).hexdigest())


def _written(c: Conference, new: Section) -> Conference:
    """A heading written again keeps those who added to it before."""
    same = [s for s in c.sections if (s.heading, s.child) == (new.heading, new.child)]
    by = dict.fromkeys(agency for section in (*same, new) for agency in section.by)
    kept = (s for s in c.sections if s not in same)
    return changed(c, sections=(*kept, changed(new, by=tuple(by))))
