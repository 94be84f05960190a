"""What staff are told of each thing that is due, the most urgent first."""

from __future__ import annotations

from typing import Any

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.correspondence import letter_for
from domain.duty import Settled
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed
from domain.facts.conferences import ConferenceBooked
from domain.facts.orders import AssessmentOrderMade, AssessmentPartConcluded
from domain.freezing import freeze
from domain.letters import Line
from domain.record.orders import AssessmentOrder
from rulebook.schema import Allowance, LocalTime, Rung, Unit
from tests.dates import day, instant
from tests.domain.builders import after, waited
from tests.domain.family import (
    BOOKED,
    MANAGER,
    STARTS,
    a_family,
    booked,
    in_words,
    owed,
    rang,
    to_staff,
)
from tests.domain.lives import CONFERENCE, DISCUSSED, MISSED, discussed


def lines(case: Case, effect: Effect, now: Any = DISCUSSED) -> list[Line]:
    _, *told = letter_for(case, effect, now).lines
    return told


def line(case: Case, *items: Item, now: Any = DISCUSSED) -> Line:
    (told,) = lines(case, to_staff(*items), now)
    return told


def test_what_is_due_is_told_by_rule_and_reference_with_its_date() -> None:
    told = line(discussed(a_family()), rang(CONFERENCE))

    assert told.code == "due"
    assert in_words(told.values) == {
        "what": "initial-conference",
        "about": "child-1",
        "due": "Monday 11 January 2027",
        "open-days": "0",
        "force": "statutory",
        "rung": "before",
        "earlier": "",
        "agreed": "",
    }


def test_a_miss_is_told_to_the_manager_the_moment_it_falls() -> None:
    case = waited(discussed(a_family()), MISSED)
    effect = owed(case, EffectKind.ESCALATION, "first-line-manager")

    assert letter_for(case, effect, MISSED).to == MANAGER
    (told,) = lines(case, effect, MISSED)
    assert (told.code, told.values["rung"]) == ("missed", "missed")


def test_reminders_that_fell_unseen_are_named_once_each_and_in_order() -> None:
    item = rang(CONFERENCE, Rung.MISSED, Rung.BEFORE, Rung.ON_THE_DAY, Rung.BEFORE)

    told = line(discussed(a_family()), item)

    assert told.values["earlier"] == "before on-the-day"


def test_a_worker_that_was_away_tells_the_last_reminder_and_names_the_first() -> None:
    """Down from Wed 2026-12-16 until the morning of Mon 2027-01-11, the due day."""
    morning = instant("Mon 2027-01-11 08:00Z")
    case = waited(discussed(a_family()), morning)
    effect = owed(case, EffectKind.DIGEST, "social-worker")

    (told,) = lines(case, effect, morning)

    assert told.values["rung"] == "on-the-day"
    assert told.values["earlier"] == "before"


def test_what_has_no_time_is_told_by_its_age_in_days_on_the_wall() -> None:
    """Booked Mon 2026-12-14; by 00:30 on Wed 2026-12-23 it has been open 9 days."""
    case = booked(a_family("york"))
    now = instant("Wed 2026-12-23 00:30Z")

    told = line(case, rang("submit-report/conf-1/health"), now=now)

    assert told.code == "no-time-set"
    assert (told.values["due"], told.values["open-days"]) == ("", "9")


def test_what_is_due_at_once_is_told_as_such_and_never_as_missed() -> None:
    order = AssessmentOrder(
        ref="o-1",
        children=("child-1",),
        made_at=BOOKED,
        starts_on=day("Mon 2026-12-14"),
    )
    parts = ("examinations", "assessments")
    done = (AssessmentPartConcluded(at=BOOKED, order="o-1", part=p) for p in parts)
    made = AssessmentOrderMade(at=BOOKED, order=order)
    case = after(a_family(), BOOKED, made, *done)

    told = line(case, rang("conference-after-assessment-order/o-1/child-1"))

    assert told.code == "at-once"
    assert told.values["open-days"] == "2"


def test_a_date_beyond_the_calendar_is_told_as_not_known() -> None:
    case = discussed(a_family())
    duty = case.duties[CONFERENCE]
    silent = changed(duty.due, due_on=None, due_at=None, silent="calendar-ends")
    case = changed(case, duties={CONFERENCE: changed(duty, due=silent)})

    assert line(case, rang(CONFERENCE)).code == "calendar-ends"


def test_what_was_settled_since_it_was_asked_for_is_told_as_settled() -> None:
    case = discussed(a_family())
    duty = case.duties[CONFERENCE]
    settled = Settled(
        key=duty.key,
        rule=duty.rule,
        ref=duty.ref,
        who=duty.who,
        child=duty.child,
        due=duty.due,
        met_at=DISCUSSED,
    )
    case = changed(case, duties={}, settled={CONFERENCE: settled})

    assert line(case, rang(CONFERENCE)).code == "settled-since"


def test_what_is_due_for_the_whole_household_is_about_no_one_child() -> None:
    case = after(
        a_family("guernsey"),
        BOOKED,
        ConferenceBooked(
            at=BOOKED,
            conference="conf-1",
            meeting="initial",
            children=("child-1",),
            starts_at=STARTS,
        ),
    )

    assert line(case, rang("send-invitations/conf-1/household")).values["about"] == ""


def test_a_time_that_the_council_set_is_told_as_local() -> None:
    """York gives reports no time; this council gives them 5 working days.

    Booked on Mon 2026-12-14, so due by the end of Mon 2026-12-21.
    """
    five = Allowance(count=5, unit=Unit.WORKING_DAYS)
    time = LocalTime(rule="submit-report", allowance=five, citation="Council, 2026")
    local = changed(load_local("default"), times=(time,))
    york = freeze(load_rulebook("york"), (), local, load_calendar("england-and-wales"))

    told = line(booked(a_family(terms=york)), rang("submit-report/conf-1/health"))

    assert in_words(told.values)["due"] == "Monday 21 December 2026"
    assert told.values["force"] == "local"


def test_what_was_missed_comes_first_and_what_has_no_time_comes_last() -> None:
    case = waited(discussed(booked(a_family("york"))), MISSED)
    undated, shared = "submit-report/conf-1/health", "share-report/conf-1/health"
    birthday = Item(about="child-1", code="eighteen-nears")
    effect = to_staff(rang(undated), rang(CONFERENCE), birthday, rang(shared))

    told = [(line.code, line.values.get("what")) for line in lines(case, effect)]

    assert told == [
        ("missed", "share-report"),
        ("missed", "initial-conference"),
        ("task", None),
        ("no-time-set", "submit-report"),
    ]
