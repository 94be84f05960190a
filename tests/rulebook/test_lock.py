"""What has been published is never edited: cases were judged by it.

To change a rule, publish another version: docs/changing-a-rule.md.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tools.lock_rulebooks import LOCK, RULEBOOK, broken, fingerprints, main, read

YORK = Path("published/york/2014.toml")
CALENDAR = Path("calendars/somewhere.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what is published, with a calendar of its own, locked."""
    for kind in ("published", "local"):
        shutil.copytree(RULEBOOK / kind, tmp_path / kind)
    (tmp_path / "calendars").mkdir()
    edit(tmp_path / CALENDAR, '{"id": "somewhere", "version": "1"}')
    main(["--folder", str(tmp_path)])
    return tmp_path


def edit(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def plant(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    edit(path, text.replace(old, new, 1))


def test_nothing_published_has_changed_since_it_was_locked() -> None:
    assert broken(read(RULEBOOK), fingerprints(RULEBOOK)) == []


def test_everything_published_is_locked() -> None:
    assert fingerprints(RULEBOOK).keys() <= read(RULEBOOK).keys()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count = 15", "count = 16"),
        ('"YK-35"', '"YK-01"'),
        ('owner = "social-worker"', 'owner = "key-worker"'),
        ("the meeting", "a meeting"),
    ],
)
def test_an_edit_to_a_published_version_is_caught(
    folder: Path, old: str, new: str
) -> None:
    plant(folder / YORK, old, new)
    for arguments in ([], ["--check"]):
        with pytest.raises(SystemExit, match="published/york@2014 has changed"):
            main(["--folder", str(folder), *arguments])


def test_a_published_version_cannot_be_taken_away(folder: Path) -> None:
    (folder / YORK).unlink()
    with pytest.raises(SystemExit, match="published/york@2014 is gone"):
        main(["--folder", str(folder)])


def test_a_refused_change_leaves_the_lock_as_it_was(folder: Path) -> None:
    before = (folder / LOCK).read_bytes()
    plant(folder / YORK, "count = 15", "count = 16")
    with pytest.raises(SystemExit):
        main(["--folder", str(folder)])
    assert (folder / LOCK).read_bytes() == before


def test_another_version_is_added_and_the_old_fingerprints_stay(folder: Path) -> None:
    before = read(folder)
    later = folder / "published/york/2027.toml"
    shutil.copy(folder / YORK, later)
    plant(later, 'version = "2014"', 'version = "2027"')
    with pytest.raises(SystemExit, match="published/york@2027 is not locked yet"):
        main(["--folder", str(folder), "--check"])
    main(["--folder", str(folder)])
    after = read(folder)
    assert after.keys() - before.keys() == {"published/york@2027"}
    assert before.items() <= after.items()


def test_a_comment_or_a_line_break_is_no_change(folder: Path) -> None:
    plant(folder / YORK, "[[duties]]", "\n# Checked on Friday 6 November.\n[[duties]]")
    assert broken(read(folder), fingerprints(folder)) == []


def test_a_calendar_changes_only_with_its_version(folder: Path) -> None:
    edit(folder / CALENDAR, '{"id": "somewhere", "version": "1", "days_off": []}')
    with pytest.raises(SystemExit, match="calendars/somewhere@1 has changed"):
        main(["--folder", str(folder)])
    edit(folder / CALENDAR, '{"id": "somewhere", "version": "2", "days_off": []}')
    main(["--folder", str(folder)])
    assert {"calendars/somewhere@1", "calendars/somewhere@2"} <= read(folder).keys()


def test_a_calendar_cannot_be_taken_away(folder: Path) -> None:
    (folder / CALENDAR).unlink()
    with pytest.raises(SystemExit, match="calendars/somewhere@1 is gone"):
        main(["--folder", str(folder)])


def test_before_anything_is_out_the_lock_can_be_written_anew(folder: Path) -> None:
    plant(folder / YORK, "count = 15", "count = 16")
    main(["--folder", str(folder), "--unpublished"])
    assert read(folder) == fingerprints(folder)


def test_two_files_cannot_be_one_version(folder: Path) -> None:
    shutil.copy(folder / YORK, folder / "published/york/2015.toml")
    with pytest.raises(SystemExit, match="two files say that they are this"):
        main(["--folder", str(folder), "--check"])


def test_the_lock_is_read_line_by_line_in_a_review(folder: Path) -> None:
    text = (folder / LOCK).read_text("utf-8")
    assert text.splitlines()[1:-1] == sorted(text.splitlines()[1:-1])
    assert set(json.loads(text)) == set(fingerprints(folder))
