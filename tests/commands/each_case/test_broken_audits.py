"""A bad entry in the audit of one family hides nothing of the others."""

from __future__ import annotations

import json

import pytest

from commands.output import Ended
from tests.commands.each_case.breaking import (
    AT,
    BROKEN,
    WHOLE,
    put_into_audit,
    said,
)
from tests.commands.record.archive import Archive


def test_a_bad_entry_in_one_audit_is_named_on_the_list_and_the_others_are_listed(
    archive: Archive,
) -> None:
    put_into_audit(archive, "'record/uk'")

    told = archive.vigil("retention", "list", "--all", "--json")
    shown = archive.vigil("retention", "list")

    assert told.exit_code == shown.exit_code == Ended.UNREACHABLE
    found = {each["case"]: each for each in json.loads(told.stdout)}
    assert found[WHOLE]["unread"] is None
    assert found[BROKEN]["unread"] == "altered"
    assert (found[BROKEN]["may_go"], found[BROKEN]["erased_at"]) == (False, None)
    assert "cannot be read (altered): kept" in shown.stdout
    assert "nothing was done" not in said(shown)
    assert f"{BROKEN} (altered)" in said(shown)


@pytest.mark.parametrize(
    ("what", "at"), [("'A Name'", AT), ("CAST(x'ff' AS TEXT)", AT), ("'x'", "once")]
)
def test_a_bad_entry_in_one_audit_hides_nothing_else_that_a_person_did(
    archive: Archive, what: str, at: str
) -> None:
    put_into_audit(archive, what, at)
    archive.sits_there("auditor")

    told = archive.vigil("audit", "--person", "coordinator", "--json")

    assert told.exit_code == Ended.UNREACHABLE
    assert {each["case"] for each in json.loads(told.stdout)} == {WHOLE, BROKEN}
    assert f"{BROKEN} (entry of the audit changed)" in said(told)
    assert "Name" not in told.output
