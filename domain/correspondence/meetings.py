"""What is said of a meeting to come: when and where, what is asked for, who comes."""

from __future__ import annotations

from collections.abc import Iterator

from domain.correspondence.days import said_moment
from domain.correspondence.invited import (
    NAMES_THE_OTHERS,
    asked_of,
    others_of,
)
from domain.correspondence.outward import (
    knows_the_date,
    no_longer_invited,
    report_dates,
)
from domain.correspondence.telling import Telling
from domain.documents.values import Personal, Value
from domain.letters import Appointment, Line
from domain.readings.reports import kind_of
from domain.record.conferences import Conference
from domain.record.people import Person, PersonKind
from rulebook.schema import Listed


def invitation(t: Telling) -> Iterator[Line]:
    """Which conference, when, where, what is asked for, and who else is invited."""
    conference = t.conference()
    values: dict[str, Value] = {
        "conference": conference.kind.value,
        "when": said_moment(t.case, conference.starts_at),
        "where": t.clear.venue(),
        "revision": str(conference.revision),
    }
    yield Line(code="invitation", values=values)
    yield from asked_of(t.case, conference, t.to)
    yield from report_dates(t.case, conference, t.to.agency)
    yield from _headings(t, conference)
    yield from _others(t, conference)


def _headings(t: Telling, conference: Conference) -> Iterator[Line]:
    """What the report is to hold, for whoever writes one."""
    agency = t.to.agency
    staff = t.to.part == PersonKind.PROFESSIONAL
    if agency is None or not staff or conference.report(agency) is None:
        return
    for on in (kind_of(t.case, conference, agency), Listed.EVERY_REPORT):
        for item in t.case.terms.lists.get(on, ()):
            values: dict[str, Value] = {
                "on": on.value,
                "key": item.key,
                "required": "yes" if item.required else "",
            }
            yield Line(code="report-section", values=values)


def _others(t: Telling, conference: Conference) -> Iterator[Line]:
    """The others by their part, and by their agency where that gives nobody away."""
    if t.case.terms.provision(NAMES_THE_OTHERS) is None:
        return
    said: list[dict[str, Value]] = []
    for person in others_of(t.case, conference, t.to.ref, t.clear.readers):
        values = _named(t, person)
        if values is not None and not any(_alike(values, one) for one in said):
            said.append(values)
            yield Line(code="also-invited", values=values)


def _alike(one: dict[str, Value], other: dict[str, Value]) -> bool:
    """They read the same: of two workers of one agency one line is enough."""
    return [_text(one[name]) for name in one] == [_text(other[name]) for name in one]


def _text(value: Value) -> Value:
    return value.text if isinstance(value, Personal) else value


def _named(t: Telling, person: Person) -> dict[str, Value] | None:
    if person.kind is PersonKind.FAMILY:
        return {"who": person.relation, "agency": ""}
    who = next(t.case.roles_of(person.ref, t.now), person.relation)
    if not t.clear.is_safe(who):
        return None
    return {"who": who, "agency": t.clear.agency(person)}


def cancellation(t: Telling) -> Iterator[Line]:
    """Which conference is off. Why is not said: it may be about somebody else."""
    conference = t.conference()
    if _is_struck_off(t):
        yield no_longer_invited(t.case, conference, t.effect)
        return
    values: dict[str, Value] = {
        "conference": conference.kind.value,
        "when": said_moment(t.case, conference.starts_at),
    }
    yield Line(code="cancellation", values=values)


def appointment(t: Telling, cancelled: bool) -> Appointment | None:
    """For the reader's calendar, under one identity for as long as there is a case.

    None for whoever is no longer invited to a date that came later than their own.
    """
    conference = t.conference()
    if cancelled and _is_struck_off(t) and not knows_the_date(conference, t.effect):
        return None
    place = t.clear.venue()
    return Appointment(
        uid=f"{t.case.ref}-{conference.ref}",
        revision=_revision(t, conference, cancelled),
        starts_at=conference.starts_at,
        zone=t.case.terms.calendar.zone,
        place=place if isinstance(place, Personal) and not cancelled else None,
        cancelled=cancelled,
    )


def _is_struck_off(t: Telling) -> bool:
    """The conference is off for this person alone."""
    conference = t.conference()
    return conference.off is None and t.to.ref not in conference.invited


def _revision(t: Telling, conference: Conference, cancelled: bool) -> int:
    """It grows with every letter about it, since calendars heed the newest alone.

    Each date that was set counts one, and so does each time that it was called off;
    each time that this person was taken off the list counts two, one for the letter
    that says so and one for the invitation that may follow.
    """
    known = conference.revision + len(conference.offs)
    struck = 2 * conference.struck_off.count(t.to.ref)
    return known + struck - (1 if cancelled and struck and _is_struck_off(t) else 0)
