"""The day of a conference: who came, how long it took, what its record says of it."""

from __future__ import annotations

import pytest

from adapters.rulebooks import load_rulebook
from domain.case import Case
from domain.facts.conferences import RequiredPersonAbsent
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.conferences import Decided, Outcome
from domain.record.invitations import Capacity
from domain.record.orders import Proceedings
from domain.record.the_day import TheDay
from rulebook.schema import Before, Listed
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import (
    CAME,
    CLOSE,
    CONF,
    a_day,
    after,
    booked,
    came,
    held,
    there,
)
from tests.practice.household import (
    BOOKED,
    BOTH,
    CHAIR,
    EVENING,
    GUARDIAN,
    MOTHER,
    OFFICER,
    STARTS,
    WORKER,
    only,
)

UNDECIDED = tuple(
    Outcome(child=child, decided=Decided.NOT_DECIDED, protection="Seen each day.")
    for child in BOTH
)


def attendance(rule: str, book: str) -> Row:
    """The police officer stayed away: for no reason on record; for one."""
    silent = a_day(absences=())
    return Row(
        rule=rule,
        gate="attendance-accounted-for",
        books=(book,),
        case=lambda own: after(own, *UNDECIDED, day=silent),
        now=EVENING,
        breaks=CLOSE,
        keeps=CLOSE,
        about=(OFFICER,),
        lawful=lambda own: after(own, *UNDECIDED),
    )


WITH_GUARDIAN = a_day(
    attendance=(*came(*CAME), there(GUARDIAN, capacity=Capacity.OBSERVER))
)
ROWS = (
    attendance("YK-13", "york"),
    attendance("WA-42", "wales"),
    Row(
        rule="WA-46",
        gate="observers-kept-apart",
        books=("wales",),
        case=lambda own: after(own, *UNDECIDED, day=WITH_GUARDIAN),
        now=EVENING,
        breaks=CLOSE,
        keeps=CLOSE,
        about=(GUARDIAN,),
        lawful=lambda own: after(
            own,
            *UNDECIDED,
            day=WITH_GUARDIAN.model_copy(update={"observers_apart": True}),
        ),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


def shown(case: Case) -> dict[str, bool]:
    """What stands before closing this conference, and whether it refuses."""
    subject = Subject(case.conference(CONF))
    return {lack.gate: lack.refuses for lack in lacks(case, Before.CLOSE, subject)}


SHORT = instant("Fri 2027-01-29 12:00Z")
LONG = instant("Fri 2027-01-29 12:01Z")


@pytest.mark.rule("WA-60")
@pytest.mark.parametrize(
    ("day", "asked_for"),
    [
        (a_day(ended_at=SHORT), set()),
        (a_day(ended_at=LONG), {"long-conference-explained"}),
        (a_day(ended_at=LONG, long_because="There were five children."), set()),
        (a_day(ended_at=None), {"times-recorded"}),
    ],
)
def test_more_than_two_hours_asks_for_a_reason_and_stops_nobody(
    day: TheDay, asked_for: set[str]
) -> None:
    own = only(practice("wales"), "long-conference-explained", "times-recorded")
    case = after(own, *UNDECIDED, day=day)

    assert shown(case) == dict.fromkeys(asked_for, False)
    assert asked(case, EVENING, CLOSE).conferences[0].closed_at == EVENING


@pytest.mark.rule("YK-34")
def test_when_it_began_stands_beside_when_it_was_to_begin() -> None:
    own = only(practice("york"), "times-recorded")
    began = instant("Fri 2027-01-29 10:20Z")
    case = after(own, *UNDECIDED, day=a_day(started_at=began))
    (conference,) = case.conferences

    assert conference.day is not None
    assert (conference.starts_at, conference.day.started_at) == (STARTS, began)
    assert shown(case) == {}
    assert shown(after(own, *UNDECIDED, day=a_day(started_at=None))) == {
        "times-recorded": False
    }


@pytest.mark.rule("YK-25", "YK-26")
@pytest.mark.parametrize(
    "heading", ["concerns-and-challenges", "strengths", "expectations"]
)
def test_the_record_is_not_complete_without_what_is_hard_and_what_goes_well(
    heading: str,
) -> None:
    own = practice("york")
    lines = {line.key for line in own.lists[Listed.RECORD] if line.required}
    sections = [gate for gate in own.gates if gate.on is Listed.RECORD]
    case = after(only(own, *(gate.key for gate in sections)), *UNDECIDED)
    lack = refused(case, CLOSE, EVENING)

    assert heading in lines
    assert any(gate.refuses for gate in sections)
    assert heading.replace("-", " ") in lack.message.replace("-", " ")


@pytest.mark.rule("T4-25")
def test_in_guernsey_both_are_there_or_a_reason_is_given() -> None:
    own = only(practice("guernsey"))
    case = booked(own)
    without = a_day(attendance=came(MOTHER, WORKER, CHAIR))
    why = {"first-line-manager": "ill"}
    told = facts_of(case, held(day=without, absent_because=why), EVENING)

    assert refused(case, held(day=without), EVENING).rules == ("T4-25",)
    assert [f.role for f in told if isinstance(f, RequiredPersonAbsent)] == [*why]
    assert asked(case, EVENING, held()).conferences[0].held_at == STARTS


@pytest.mark.parametrize(
    ("book", "key", "before"),
    [
        pytest.param(book, key, before, marks=pytest.mark.rule(rule))
        for rule, book, key, before in (
            ("WA-57", "wales", "two-agencies-for-example", Before.DECIDE),
            ("WA-61", "wales", "why-not-longer", Before.HOLD),
            ("WA-64", "wales", "concerns-about-all-the-children", Before.BOOK),
            ("YK-34", "york", "a-clearer-say", Before.REPORT),
            ("YK-34", "york", "sharper-talk-and-plans", Before.REPORT),
            ("YK-34", "york", "nothing-new-on-the-day", Before.REPORT),
        )
    ],
)
def test_the_words_of_the_source_stand_at_the_step_that_they_are_about(
    book: str, key: str, before: Before, request: pytest.FixtureRequest
) -> None:
    (mark,) = request.node.iter_markers("rule")
    (prompt,) = [each for each in load_rulebook(book).prompts if each.key == key]

    assert (prompt.before, prompt.ids) == (before, mark.args)


@pytest.mark.rule("WA-46")
def test_a_guardian_is_kept_apart_as_whatever_they_came() -> None:
    day = a_day(attendance=(*came(*CAME), there(GUARDIAN)))
    own = only(practice("wales"), "observers-kept-apart")
    case = after(own, *UNDECIDED, day=day)
    court = Proceedings(started_at=BOOKED, guardian=GUARDIAN)
    guarded = case.model_copy(update={"proceedings": court})

    assert refused(guarded, CLOSE, EVENING).rules == ("WA-46",)
    assert asked(case, EVENING, CLOSE).conferences[0].closed_at == EVENING
