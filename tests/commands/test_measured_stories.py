"""The stories that are measured are lived to the end: a refusal costs nothing."""

from __future__ import annotations

import pytest

from bench.story import of, told_today, two_years
from commands.rehearsal.playing import play
from domain.duty import Standing
from tests.dates import instant

NOW = instant("Mon 2026-11-23 09:30Z")


def test_the_standard_case_is_refused_nothing_in_two_years() -> None:
    told = two_years()

    assert play(told).refusals == ()
    assert (told.ends_at - told.starts_at).days > 700


def test_a_case_of_today_awaits_its_conference_and_was_refused_nothing() -> None:
    rehearsed = play(told_today(NOW))
    kinds = [fact.fact["kind"] for fact in rehearsed.facts]

    assert rehearsed.refusals == ()
    assert kinds.count("report-completed") == 4
    assert "conference-held" not in kinds


@pytest.mark.parametrize(("children", "years"), [(1, 1), (3, 2)])
def test_a_plan_of_any_size_is_reviewed_and_refused_nothing(
    children: int, years: int
) -> None:
    rehearsed = play(of(children, years))
    kinds = [fact.fact["kind"] for fact in rehearsed.facts]

    assert rehearsed.refusals == ()
    assert kinds.count("child-decided") == children * (1 + 2 * years)
    assert kinds.count("conference-closed") == 1 + 2 * years
    rules = {d.rule for d in rehearsed.duties if d.standing is Standing.OPEN}
    assert rules == {"next-core-group", "next-review"}
