"""Finding and reading a rulebook: what is refused, and what the author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.rulebooks import SHIPPED, UnknownRulebook, load_rulebook, published
from adapters.toml_files import RulebookInvalid

BOOK = """
id = "northtown"
version = "2027-01"
title = "Northtown"
source = "Northtown procedures, January 2027"
source_status = "current"
clock = "initiating"
enquiry = "section 47 enquiry"

[[duties]]
key = "initial-conference"
citation = "Northtown procedures, 4.2"
says = "The conference is held within 15 working days."
starts = "strategy-discussion"
met_by = "initial-conference-decided-the-child"
per = "child"
owner = "social-worker"
allowance = { count = 15, unit = "working-days" }
force = "local"

[[provisions]]
key = "delay-authority"
citation = "Northtown procedures, 4.3"
says = "The service manager agrees to a delay."
value = "service-manager"
force = "local"
"""

EXTENSION = """
extends = "york@2014"
id = "york+northtown"
version = "2027-01"
title = "York, with a monthly review"
source = "Northtown procedures, January 2027"
source_status = "current"

[[duties]]
key = "next-review"
citation = "Northtown procedures, 4.9"
says = "Reviews are monthly."
starts = "review-held"
met_by = "review-held"
per = "child"
owner = "coordinator"
allowance = { count = 1, unit = "months" }
force = "local"
"""


def publish(
    folder: Path, text: str = BOOK, name: str = "northtown", version: str = "2027-01"
) -> Path:
    path = folder / "published" / name / f"{version}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def test_a_council_adds_a_rulebook_from_its_own_folder(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    assert load_rulebook("northtown", [folder]).title == "Northtown"
    assert load_rulebook("york", [folder]) == load_rulebook("york")
    with pytest.raises(UnknownRulebook):
        load_rulebook("northtown")


def test_a_name_alone_is_the_newest_version_and_an_old_one_can_still_be_asked(
    tmp_path: Path,
) -> None:
    publish(tmp_path)
    later = BOOK.replace('"2027-01"', '"2028"').replace("count = 15", "count = 10")
    publish(tmp_path, later, version="2028")
    counts = [
        rule.allowance and rule.allowance.count
        for name in ("northtown", "northtown@2027-01", "northtown@2028")
        for rule in load_rulebook(name, [tmp_path]).duties
    ]
    assert counts == [10, 15, 10]


def test_a_version_is_a_date_so_that_the_newest_is_known(tmp_path: Path) -> None:
    folder = publish(tmp_path, BOOK.replace("2027-01", "v10"), version="v10")
    with pytest.raises(RulebookInvalid, match=r"northtown/v10\.toml: name it by its"):
        load_rulebook("northtown", [folder])


def test_a_councils_folder_cannot_replace_a_published_version(tmp_path: Path) -> None:
    own_york = BOOK.replace("northtown", "york").replace("2027-01", "2014")
    folder = publish(tmp_path, own_york, "york", "2014")
    with pytest.raises(RulebookInvalid, match=r"york/2014\.toml: .*already published"):
        load_rulebook("york", [folder])


def test_the_shipped_folder_may_be_named_among_the_councils(tmp_path: Path) -> None:
    folders = [SHIPPED, publish(tmp_path), tmp_path]
    assert len(published(folders)) == len(published()) + 1


@pytest.mark.parametrize("name", ["yrok", "york@", "york@2015", "", "york@2014@x"])
def test_an_unknown_rulebook_is_answered_with_those_that_exist(name: str) -> None:
    with pytest.raises(UnknownRulebook, match=r"guernsey@2026-11.*york@2014"):
        load_rulebook(name)


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(RulebookInvalid, match="nowhere: there is no such"):
        load_rulebook("york", [tmp_path / "nowhere"])


UNSOUND = [
    (
        'unit = "working-days"',
        'unit = "fortnights"',
        "duties, entry 1, allowance, unit",
    ),
    ('per = "child"', 'per = "child"\ndeadline = 3', "no such key here"),
    ("count = 15, ", "", "write a count from 1"),
    ("count = 15", "count = 15, before = true", "starts = conference-day"),
    ('per = "child"', 'per = "household"\nsoft = true', "soft = true goes only with"),
    (
        'starts = "strategy-discussion"',
        'starts = "initial-conference-missed"\nsoft = true',
        "never with initial-conference-missed",
    ),
    ('owner = "social-worker"\n', "", "owner: this key is needed"),
    ('force = "local"', 'force = "law"', "'statutory', 'local' or 'practice'"),
    ('key = "delay-authority"', 'key = "initial-conference"', "share a key"),
    ('clock = "initiating"', 'clock = "first"', "clock: Input should be 'initiating'"),
    ('owner = "social-worker"', 'owner = "A. Smith"', "owner: write a code"),
    (
        'key = "delay-authority"',
        'key = "a"\nkey = "b"',
        "line 23, column 10: this is not",
    ),
    ('id = "northtown"', 'id = "southtown"', "id, version: write the folder's"),
    ("clock = ", "clock ", "line 7, column 7: this is not TOML"),
]


@pytest.mark.parametrize(("good", "bad", "told"), UNSOUND)
def test_what_cannot_be_relied_on_is_refused_with_what_to_write(
    tmp_path: Path, good: str, bad: str, told: str
) -> None:
    assert BOOK.count(good)
    folder = publish(tmp_path, BOOK.replace(good, bad, 1))
    with pytest.raises(RulebookInvalid) as refused:
        load_rulebook("northtown", [folder])
    assert str(refused.value).startswith("northtown/2027-01.toml: ")
    assert told in str(refused.value)


@pytest.mark.parametrize("secret", ["fortnights-of-ms-smith", "14 Elm Road"])
def test_a_refusal_repeats_nothing_that_was_written(
    tmp_path: Path, secret: str
) -> None:
    folder = publish(tmp_path, BOOK.replace("working-days", secret, 1))
    with pytest.raises(RulebookInvalid) as refused:
        load_rulebook("northtown", [folder])
    assert secret not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    folder = publish(tmp_path)
    path = folder / "published" / "northtown" / "2027-01.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(RulebookInvalid, match="save it as UTF-8"):
        load_rulebook("northtown", [folder])


def test_an_extension_replaces_by_key_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = publish(tmp_path, EXTENSION, "york+northtown")
    base = load_rulebook("york@2014")
    book = load_rulebook("york+northtown", [folder])
    assert [r.key for r in book.duties] == [r.key for r in base.duties]
    changed = [r for r in book.duties if r not in base.duties]
    assert [r.key for r in changed] == ["next-review"]
    assert book.provisions == base.provisions
    assert (book.clock, book.calendar) == (base.clock, base.calendar)
    assert book.title == "York, with a monthly review"


def test_an_extension_of_an_extension_keeps_what_both_keep(tmp_path: Path) -> None:
    publish(tmp_path, EXTENSION, "york+northtown")
    again = EXTENSION.replace("york@2014", "york+northtown@2027-01")
    folder = publish(tmp_path, again.replace('"york+northtown"', '"a"'), "a")
    assert load_rulebook("a", [folder]).duties == (
        load_rulebook("york+northtown", [folder]).duties
    )


def test_an_extension_that_leads_back_to_itself_is_refused(tmp_path: Path) -> None:
    looped = EXTENSION.replace("york@2014", "york+northtown@2027-01")
    folder = publish(tmp_path, looped, "york+northtown")
    with pytest.raises(RulebookInvalid, match="does not lead back to this"):
        load_rulebook("york+northtown", [folder])


def test_an_extension_leaves_out_what_it_does_not_keep(tmp_path: Path) -> None:
    less = EXTENSION.replace("extends", 'without = ["plan-needs"]\nextends', 1)
    folder = publish(tmp_path, less, "york+northtown")
    kept = load_rulebook("york+northtown", [folder]).provisions
    assert "plan-needs" not in {entry.key for entry in kept}
    unknown = less.replace("plan-needs", "no-such-key")
    other = publish(tmp_path / "other", unknown, "york+northtown")
    with pytest.raises(RulebookInvalid, match="without: name only keys"):
        load_rulebook("york+northtown", [other])


def test_a_version_written_in_parts_has_the_entries_of_each(tmp_path: Path) -> None:
    folder = publish(tmp_path, EXTENSION, "york+northtown")
    parts = folder / "published" / "york+northtown" / "2027-01"
    parts.mkdir()
    (parts / "reports.toml").write_text(
        '[[prompts]]\nkey = "be-kind"\nbefore = "report"\ncitation = "Ours"\n'
        'says = "Write so that the family can read it."\n'
    )
    book = load_rulebook("york+northtown", [folder])
    assert [prompt.key for prompt in book.prompts] == ["be-kind"]
    (parts / "reports.toml").write_text('title = "Not a table of entries"\n')
    with pytest.raises(RulebookInvalid, match=r"2027-01/reports.toml: .*no such key"):
        load_rulebook("york+northtown", [folder])


def test_an_extension_names_the_version_it_extends(tmp_path: Path) -> None:
    text = EXTENSION.replace("york@2014", "york")
    folder = publish(tmp_path, text, "york+northtown")
    with pytest.raises(RulebookInvalid, match=r"extends: "):
        load_rulebook("york+northtown", [folder])
