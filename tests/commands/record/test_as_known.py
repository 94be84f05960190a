"""What was known of a family on a day: neither what happened nor what came later."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commands.record import as_known
from domain.recording import Row
from domain.refolding import NOT_KNOWN_FROM_FACTS
from domain.views import case_view
from tests.adapters.record.scene import Scene
from tests.commands.record.archive import Archive
from tests.dates import instant

MINUTE = timedelta(minutes=1)


def words(text: str) -> str:
    return " ".join(text.split())


def told_late(archive: Archive) -> Row:
    """Something that was recorded after it had happened, and after the case began."""
    rows = archive.families["CP-1"].rows
    later = (row for row in rows if row.recorded_at > rows[0].recorded_at)
    return next(row for row in later if row.recorded_at - row.at > MINUTE)


def test_a_case_is_shown_as_it_was_known_at_an_instant_with_no_server(
    archive: Archive,
) -> None:
    """After each event of its life: the same view as the living case gave then."""
    lived = archive.families["CP-1"]
    for case in lived.cases[::3]:
        at = lived.rows[case.facts - 1].recorded_at
        told = archive.told("case", "CP-1", "--as-known-at", at.isoformat())
        then = [c for c in lived.cases if lived.rows[c.facts - 1].recorded_at <= at]
        view = case_view(then[-1], at).model_dump(mode="json")
        for unknown in NOT_KNOWN_FROM_FACTS:
            view.pop(unknown, None)

        assert told["case"] == view
        assert datetime.fromisoformat(told["as_known_at"]) == at


def test_what_was_told_later_was_not_known_before_and_is_counted(
    archive: Archive,
) -> None:
    late = told_late(archive)
    before = (late.recorded_at - MINUTE).isoformat()

    history = archive.told("history", "CP-1", "--as-known-at", before)
    case = archive.told("case", "CP-1", "--as-known-at", before)

    rows = archive.families["CP-1"].rows
    known = [row.no for row in rows if row.recorded_at < late.recorded_at]
    assert [row["no"] for row in history["facts"]] == known
    assert late.no not in known
    assert history["told_later"] == case["told_later"] >= 1
    assert case["case"]["facts"] == len(known)


def test_the_past_says_plainly_on_top_that_it_is_the_past(archive: Archive) -> None:
    late = told_late(archive)
    before = (late.recorded_at - MINUTE).isoformat()

    for command in ("case", "history"):
        shown = archive.vigil(command, "CP-1", "--as-known-at", before)
        assert shown.exit_code == 0, shown.output
        assert shown.stdout.startswith("THIS IS THE PAST: what was known at ")
        assert "came later, about what had happened by then" in words(shown.stdout)
    assert "THIS IS THE PAST" not in archive.vigil("history", "CP-1").stdout


def test_a_day_is_known_until_its_local_end(archive: Archive) -> None:
    """The family of CP-1 lives by London's clock, an hour before UTC in summer."""
    rows = archive.families["CP-1"].rows
    assert rows[0].recorded_at.strftime("%a %Y-%m-%d") == "Tue 2024-09-03"

    told = archive.told("history", "CP-1", "--as-known-at", "2024-09-03")

    assert told["as_known_at"] == "2024-09-03T22:59:00Z"
    end = datetime.fromisoformat(told["as_known_at"])
    known = [row.no for row in rows if row.recorded_at <= end]
    assert [row["no"] for row in told["facts"]] == known


def test_today_means_as_known_by_now_and_tomorrow_is_still_to_come(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half past midnight in London, where CP-1 lives: the day before by UTC."""
    at = instant("Tue 2024-10-01 23:30Z")
    monkeypatch.setattr(as_known, "now", lambda: at)

    for command in ("case", "history"):
        told = archive.told(command, "CP-1", "--as-known-at", "2024-10-02")
        assert datetime.fromisoformat(told["as_known_at"]) == at
        yesterday = archive.told(command, "CP-1", "--as-known-at", "2024-10-01")
        assert yesterday["as_known_at"] == "2024-10-01T22:59:00Z"
        ahead = archive.vigil(command, "CP-1", "--as-known-at", "2024-10-03")
        assert ahead.exit_code == 2
        assert "this lies in the future" in words(ahead.output)


def test_before_a_case_began_nothing_was_known_and_it_is_said(
    archive: Archive,
) -> None:
    for command in ("case", "history"):
        shown = archive.vigil(command, "CP-1", "--as-known-at", "2020-01-06")
        assert shown.exit_code == 2
        assert "nothing was known of this case yet" in words(shown.output)


def test_what_is_no_instant_or_lies_ahead_is_refused_with_what_to_write(
    archive: Archive,
) -> None:
    for given in ("yesterday", "2024-13-01", "2024-10-01T10:00:00", "0001-01-01"):
        shown = archive.vigil("case", "CP-1", "--as-known-at", given)
        assert shown.exit_code == 2, given
        assert given not in shown.output
    assert "write a day, as 2026-12-01" in words(
        archive.vigil("case", "CP-1", "--as-known-at", "yesterday").output
    )
    ahead = archive.vigil("case", "CP-1", "--as-known-at", "2099-01-05")
    assert ahead.exit_code == 2
    assert "this lies in the future" in words(ahead.output)


def test_of_an_unknown_case_nothing_was_known_either(archive: Archive) -> None:
    shown = archive.vigil("case", "CP-9", "--as-known-at", "2024-10-01")

    assert shown.exit_code == 2
    assert "nothing is on record under this reference" in words(shown.output)


def test_looking_into_the_past_is_written_down_as_every_look_is(
    archive: Archive,
) -> None:
    archive.told("case", "CP-1", "--as-known-at", "2024-10-01")
    archive.told("history", "CP-1", "--as-known-at", "2024-10-01")

    seen = [(e.kind, e.person, e.what) for e in archive.audited("CP-1")]
    assert seen == [
        ("read", "sm-0042", "case/as-known-at"),
        ("read", "sm-0042", "history/as-known-at"),
    ]


def test_a_case_whose_record_is_not_whole_is_not_shown_and_why_is_said(
    archive: Archive,
) -> None:
    async def lose(scene: Scene) -> None:
        scene.by_hand("DELETE FROM facts WHERE case_ref = 'CP-1' AND no = 2")

    archive.do(lose)
    shown = archive.vigil("case", "CP-1", "--as-known-at", "2024-10-01")

    assert shown.exit_code == 1
    assert "an entry is missing" in words(shown.output)
    assert "(entry 2)" in words(shown.output)


def test_an_erased_case_is_told_as_erased(archive: Archive) -> None:
    async def erase(scene: Scene) -> None:
        scene.custody.destroy("CP-1", archive.families["CP-1"].rows[0].at)

    archive.do(erase)
    for command in ("case", "history"):
        shown = archive.vigil(command, "CP-1", "--as-known-at", "2024-10-01")
        assert shown.exit_code == 1
        assert "this case was erased" in words(shown.output)
