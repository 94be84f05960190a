"""The sources themselves: how far to rely on each, how old it is, what it left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.rulebooks import load_rulebook
from adapters.terms import TermsNamed, terms_named
from commands.app import build
from commands.findings import Grade, left_unset, look_again
from commands.grounds import authority, recorded, the_one
from commands.guiding import Guide, guide_of
from commands.missing import wording_of
from commands.why import because_of, tell_why
from domain.views import case_view
from rulebook.schema import Before
from tests.dates import day
from tests.domain.builders import practice
from tests.domain.conferring import discussion
from tests.domain.requesting import asked
from tests.practice.household import BOOKED, DISCUSSED, household

SUSSEX = "pan-sussex@2026-11-23"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")


def guide(book: str, before: Before) -> Guide:
    view = case_view(household(book), BOOKED)
    return guide_of(view, wording_of(view, ()), before)


def reminders(book: str, before: Before) -> dict[str, str]:
    return {line.key: line.says for line in guide(book, before).reminders}


@pytest.mark.rule("SX-01")
def test_every_rule_of_a_page_under_review_is_shown_with_that_warning() -> None:
    result = CliRunner().invoke(build(), ["rules", SUSSEX, "--json"])

    rules = json.loads(result.stdout)
    assert len(rules) > 20
    local = {rule["rule"] for rule in rules if rule["source_status"] == "local"}
    assert local == {"plan-delivered", "post-letter", "translate"}
    of_the_page = [rule for rule in rules if rule["rule"] not in local]
    assert {rule["source_status"] for rule in of_the_page} == {"under-review"}
    (own,) = [r for r in rules if r["rule"] == "source-under-review"]
    assert own["settled"] == load_rulebook(SUSSEX).source_status


@pytest.mark.rule("SX-01", "SX-02")
def test_the_proof_of_a_date_says_by_which_text_and_how_far_it_can_be_relied_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = asked(household("pan-sussex"), DISCUSSED, discussion(held_at=DISCUSSED))
    due = next(key for key in case.duties if key.startswith("initial-conference"))
    found = the_one(recorded(case.unrecorded), due)
    rule = case.terms.rule(found.rule)
    assert rule is not None

    stands = authority(rule, case.terms, ())
    tell_why(because_of("CP-1", found, rule, case.terms, stands), case.terms, found)

    said = " ".join(capsys.readouterr().out.split())
    assert "Procedures: pan-sussex 2026-11-23 (source: under review)." in said


@pytest.mark.rule("SX-02")
def test_a_case_keeps_the_version_that_its_dates_are_counted_by() -> None:
    case = household("pan-sussex")

    assert (case.terms.rulebook.id, case.terms.rulebook.version) == (
        "pan-sussex",
        "2026-11-23",
    )
    assert case.terms.rulebook == practice("pan-sussex").rulebook
    assert case.terms.provision("source-printed-on") == "2020-05-29"


@pytest.mark.rule("SX-02")
def test_a_year_after_it_was_read_a_source_is_to_be_looked_at_again() -> None:
    book = load_rulebook(SUSSEX)

    (found,) = look_again(book, day("Wed 2027-11-24"))

    assert found.grade is Grade.MIND
    assert "366 days ago" in found.says
    assert not list(look_again(book, day("Tue 2027-11-23")))
    assert list(look_again(load_rulebook("york@2014"), day("Mon 2027-11-22")))


def test_what_no_source_says_is_in_no_source_to_be_looked_at() -> None:
    assert not list(look_again(load_rulebook("common"), day("Fri 2038-01-01")))


@pytest.mark.rule("SX-33")
def test_whoever_has_a_question_is_told_the_partnerships_numbers() -> None:
    said = reminders("pan-sussex", Before.BOOK)["partnership-numbers"]

    assert all(number in said for number in ("481544", "222 5296", "292379"))
    assert "partnership-numbers" not in reminders("york", Before.BOOK)


@pytest.mark.rule("WA-76")
def test_the_practice_guides_that_the_page_points_to_are_named() -> None:
    attending = reminders("wales", Before.INVITE)
    before = reminders("wales", Before.BOOK)

    assert "Key Messages" in attending["guide-to-attending"]
    assert "Sibling Groups" in before["guide-to-siblings"]
    assert "Unborn Child" in before["guide-to-the-unborn-child"]


@pytest.mark.rule("YK-16")
def test_whoever_invites_is_told_on_whose_authority_everybody_is_to_come() -> None:
    said = reminders("york", Before.INVITE)

    assert any("Working Together" in words for words in said.values())


@pytest.mark.rule("T4-08", "T4-09")
def test_a_heading_with_no_list_is_a_question_and_never_a_guess() -> None:
    asked_for = reminders("guernsey", Before.BOOK)
    unset = left_unset(load_rulebook("guernsey"))

    assert {"ask-when-before-a-birth", "ask-when-else"} <= asked_for.keys()
    assert {
        "pre-birth-conference-held-when",
        "initial-conference-also-held-when",
    } <= set(unset)
    assert not guide("guernsey", Before.BOOK).lists


@pytest.mark.rule("T4-08", "T4-09")
def test_a_check_up_lists_what_a_source_left_out() -> None:
    found = json.loads(CliRunner().invoke(build(), ["doctor", "--json"]).stdout)

    (book,) = [f for f in found if f["about"] == "procedures guernsey 2026-11-23"]
    assert "pre-birth-conference-held-when" in book["says"]
    assert "send-invitations" in book["says"]


@pytest.mark.rule("CS-01")
@pytest.mark.parametrize("base", ["york", "pan-sussex", "wales", "guernsey"])
def test_the_pathway_is_laid_over_a_case_of_such_concern_and_over_no_other(
    base: str,
) -> None:
    plain = terms_named(TermsNamed(rulebook=base))
    over = terms_named(TermsNamed(rulebook=base, sexual_abuse_concern=True))

    own = {gate.key for gate in over.gates if gate.book == "csa-pathway"}
    assert own
    assert not [gate for gate in plain.gates if gate.book == "csa-pathway"]
    assert over.provision("laid-over-when") == "sexual-abuse-concern"
    assert plain.provision("laid-over-when") is None
