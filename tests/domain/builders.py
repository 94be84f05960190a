"""Cases for tests: a household under real, published terms, and what it then lives."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.advance import advance
from domain.case import Case
from domain.clock import fell_due
from domain.duties.reckoning import reckon
from domain.evolve import evolve
from domain.facts import Fact
from domain.freezing import freeze
from domain.record.children import Child
from domain.record.people import Person
from domain.terms import Terms
from tests.dates import day, instant

OPENED = instant("Mon 2026-12-07 09:00Z")


#: The first edition of each: its dates and its reckoning, before there were gates.
FIRST_EDITIONS = {
    "york": "york@2014",
    "pan-sussex": "pan-sussex@2020-05-29",
    "pan-sussex+reviews": "pan-sussex+reviews@2022-07",
    "wales": "wales@2026-11",
    "wales+timescales": "wales+timescales@2026-11",
    "guernsey": "guernsey@2026-11",
    "csa-pathway": "csa-pathway@2026-11",
    "common": "common@2026-11",
}


@cache
def terms(rulebook: str = "pan-sussex", *overlays: str) -> Terms:
    """The terms of a case under a first edition, with what is common to all."""
    base, *others = (
        load_rulebook(FIRST_EDITIONS.get(name, name))
        for name in (rulebook, *overlays, "common")
    )
    days = load_calendar(base.calendar)
    return freeze(base, tuple(others), load_local("default"), days)


@cache
def practice(rulebook: str = "pan-sussex", *overlays: str) -> Terms:
    """The terms of a case under the newest edition: with all of its practice.

    Who may ask for what is left out, so that a test of another rule can have anybody
    ask: `with_roles` are the same terms with that.
    """
    books = (load_rulebook(name) for name in (rulebook, *overlays, "common"))
    base, *others = (book.model_copy(update={"may_ask": ()}) for book in books)
    days = load_calendar(base.calendar)
    return freeze(base, tuple(others), load_local("default"), days)


@cache
def with_roles(rulebook: str = "pan-sussex", *overlays: str) -> Terms:
    """The terms of a new case: the newest edition, and who may ask for what."""
    base, *others = (load_rulebook(name) for name in (rulebook, *overlays, "common"))
    days = load_calendar(base.calendar)
    return freeze(base, tuple(others), load_local("default"), days)


def a_case(rulebook: str = "pan-sussex", *overlays: str, **fields: Any) -> Case:
    """An open case of one child, unless `fields` of `Case` say otherwise."""
    given: dict[str, Any] = {
        "ref": "CP-1",
        "terms": terms(rulebook, *overlays),
        "opened_at": OPENED,
        "looked_at": OPENED,
        "team_inbox": "team@council.example",
        "children": (a_child(),),
    }
    return Case(**(given | fields))


def a_child(ref: str = "child-1", **fields: Any) -> Child:
    """A child born on Wed 2018-03-14, unless `fields` of `Child` say otherwise."""
    known = "born" in fields or "expected" in fields
    return Child(
        ref=ref, **({} if known else {"born": day("Wed 2018-03-14")}), **fields
    )


def a_person(ref: str, **fields: Any) -> Person:
    """A professional who may be written to, unless `fields` say otherwise."""
    given = {
        "ref": ref,
        "name": f"Name of {ref}",
        "kind": "professional",
        "relation": "social-worker",
        "email": f"{ref}@agency.example",
    }
    return Person(**(given | fields))


def after(case: Case, now: datetime, *facts: Fact) -> Case:
    """The case once it has learned, at `now`, that these happened, one by one."""
    for fact in facts:
        follows = reckon(evolve(case, fact), fact.at)
        case = advance(case, (fact, *follows), now)
    return case


def waited(case: Case, now: datetime) -> Case:
    """The case once the clock alone has come to `now`."""
    return advance(case, fell_due(case, now), now)
