"""How long a record is kept: the longest rule that applies, never an open case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from adapters.retention_policies import load_retention
from domain.record.children import Child, Leaving, Left
from domain.retention.kept import NO_DAY, OPEN, Recorded, kept_until, recorded
from rulebook.schema import KeptFrom, RecordKind
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case

POLICY = load_retention("default")
CASE = frozenset({RecordKind.CASE})
PLAN = CASE | {RecordKind.CONFERENCE, RecordKind.PLAN}
COURT = PLAN | {RecordKind.PROCEEDINGS}
ENDED = day("Fri 2029-06-08")


def of(kinds: frozenset[RecordKind], **said: object) -> Recorded:
    held: dict[str, object] = {"ended_on": ENDED, "last_entry_on": ENDED}
    return Recorded.model_validate({"kinds": kinds, **held, **said})


@pytest.mark.parametrize(
    ("record", "until", "why"),
    [
        # 21 years after the birth, longer than six after the last entry.
        (of(CASE, births=[day("Mon 2020-03-02")]), "Sat 2041-03-02", "child-in-need"),
        # Nearly grown up: the six years last longer.
        (of(CASE, births=[day("Wed 2012-02-29")]), "Fri 2035-06-08", "last-contact"),
        # The youngest child counts.
        (
            of(CASE, births=[day("Mon 2020-03-02"), day("Tue 2025-07-01")]),
            "Sun 2046-07-01",
            "child-in-need",
        ),
        (of(PLAN, births=[day("Mon 2020-03-02")]), "Sun 2064-06-08", None),
        (of(COURT, births=[day("Tue 2025-07-01")]), "Thu 2100-07-01", "court"),
        # A child who died has no 75th birthday; the plan's 35 years outlast the 15.
        (of(COURT, deaths=[day("Mon 2029-01-08")]), "Sun 2064-06-08", None),
        # Nothing but a child not born: six years from the last entry.
        (of(CASE), "Fri 2035-06-08", "last-contact"),
    ],
)
def test_the_longest_rule_that_applies_wins(
    record: Recorded, until: str, why: str | None
) -> None:
    kept = kept_until(record, POLICY)
    assert kept.until == day(until)
    assert why in (None, kept.why)


def test_the_record_of_an_open_case_is_kept_whatever_its_age() -> None:
    kept = kept_until(of(PLAN, ended_on=None, births=[day("Mon 1990-01-01")]), POLICY)
    assert (kept.until, kept.why) == (None, OPEN)
    assert not kept.may_go(day("Fri 2199-11-29"))


def test_a_record_that_no_rule_has_a_day_for_is_kept() -> None:
    birth = POLICY.model_copy(
        update={"records": (POLICY.records[0],)}  # only until each child is 21
    )
    assert birth.records[0].since is KeptFrom.BIRTH
    kept = kept_until(of(CASE), birth)
    assert (kept.until, kept.why) == (None, NO_DAY)
    assert not kept.may_go(day("Fri 2199-11-29"))


def test_a_record_is_kept_to_the_end_of_its_last_day() -> None:
    kept = kept_until(of(CASE), POLICY)
    assert not kept.may_go(day("Fri 2035-06-08"))
    assert kept.may_go(day("Sat 2035-06-09"))


@given(
    some.sets(some.sampled_from(list(RecordKind)), min_size=1),
    some.lists(some.dates(day("Mon 1990-01-01"), ENDED), max_size=4),
)
def test_one_more_kind_or_child_never_shortens_the_time(
    kinds: set[RecordKind], births: list[object]
) -> None:
    all_kinds = frozenset(kinds | {RecordKind.CASE})
    with_all = kept_until(of(all_kinds, births=births), POLICY)
    fewer = kept_until(of(CASE, births=births[1:]), POLICY)
    assert with_all.until is not None
    assert fewer.until is not None
    assert with_all.until >= fewer.until


def test_a_case_that_may_still_be_reopened_is_open_to_the_record() -> None:
    closed = a_case(closed_at=OPENED)
    assert recorded(closed, OPENED).ended_on is None
    sealed = closed.model_copy(update={"sealed": True})
    assert recorded(sealed, OPENED).ended_on == day("Mon 2026-12-07")


def test_the_last_entry_is_of_the_local_day() -> None:
    late = instant("Tue 2027-06-08 23:30Z")  # half past midnight, British summer time
    assert recorded(a_case(), late).last_entry_on == day("Wed 2027-06-09")


def test_a_child_who_died_is_counted_by_the_death_and_not_by_the_birth() -> None:
    born, died = day("Mon 2020-03-02"), instant("Mon 2028-01-10 10:00Z")
    child = Child(ref="child-1", born=born, left=Leaving(why=Left.DIED, at=died))
    record = recorded(a_case(children=(child,)), OPENED)
    assert record.births == ()
    assert record.deaths == (day("Mon 2028-01-10"),)


def test_an_unrecorded_birth_is_counted_from_later_than_it_was_expected() -> None:
    expected = Child(ref="child-1", expected=day("Mon 2027-03-01"))
    assert recorded(a_case(children=(expected,)), OPENED).births == (
        day("Wed 2028-03-01"),
    )


@pytest.mark.parametrize("why", [Left.PREGNANCY_ENDED, Left.BORN])
def test_a_pregnancy_that_ended_or_a_birth_counts_no_birthday_of_its_own(
    why: Left,
) -> None:
    left = Leaving(why=why, at=instant("Mon 2027-02-01 10:00Z"))
    unborn = Child(ref="child-1", expected=day("Mon 2027-03-01"), left=left)

    assert recorded(a_case(children=(unborn,)), OPENED).births == ()
