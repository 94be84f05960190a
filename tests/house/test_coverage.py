"""Every rule of the five sources is kept, as what it is, and shown by a test.

An id counts as kept while an entry of the newest edition of its own procedures names
it. What the source calls a gate, a decision or a deadline is never only said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from adapters.catalogue import BOOKS, Sort, catalogue
from adapters.coverage import (
    HEADINGS,
    STRENGTH,
    Covered,
    counted,
    coverage,
    how_of,
    kept_by,
)
from adapters.rulebooks import load_rulebook
from rulebook.schema import (
    GateRule,
    How,
    Item,
    Listed,
    Prompt,
    Provision,
    Rulebook,
    Source,
)
from tests.house.project import ROOT
from tools.rule_marks import MarksUnreadable, marks, speaking_of_rules

#: What must be kept by more than words.
BINDING = {Sort.GATE, Sort.DECISION, Sort.DEADLINE}
SAID: dict[str, object] = {"citation": "A page, L1", "says": "Ours."}


def covered() -> tuple[Covered, ...]:
    return coverage(marks())


def not_kept(rules: Iterable[Covered]) -> list[str]:
    return [rule.id for rule in rules if rule.how is None]


def only_said(rules: Iterable[Covered]) -> list[str]:
    """What binds and is only a reminder."""
    return [r.id for r in rules if r.kind in BINDING and r.how is How.PROMPT]


def unshown(rules: Iterable[Covered]) -> list[str]:
    return [rule.id for rule in rules if not rule.shown_by]


def decorative(book: Rulebook) -> list[str]:
    """Choices that name a rule and say not what they work through."""
    return [p.key for p in book.provisions if p.ids and not (p.how and p.names)]


def unasked(book: Rulebook, over: Rulebook) -> set[Listed]:
    """Lists whose lines keep a rule as a gate, and that no gate that refuses names."""
    lines = {i.on for i in book.items if i.ids and how_of(i) is How.GATE}
    gates = (gate for each in (book, over) for gate in each.gates)
    return lines - {gate.on for gate in gates if gate.refuses}


def test_the_catalogue_has_every_rule_of_the_five_sources_once() -> None:
    ids = [rule.id for rule in catalogue()]

    assert len(set(ids)) == len(ids) == 257
    assert Counter(id[:2] for id in ids) == {
        "CS": 68,
        "SX": 33,
        "T4": 26,
        "WA": 76,
        "YK": 54,
    }


@pytest.mark.parametrize("source", sorted(BOOKS))
def test_every_rule_is_kept_by_an_entry_of_its_own_procedures(source: str) -> None:
    rules = [rule for rule in covered() if rule.id.startswith(source)]

    assert not not_kept(rules), f"no entry keeps {', '.join(not_kept(rules))}"


def test_what_binds_is_never_only_a_reminder() -> None:
    said = only_said(covered())

    assert not said, f"only a reminder keeps {', '.join(said)}"


def test_every_rule_is_shown_by_a_test() -> None:
    unproven = unshown(covered())

    assert not unproven, f"no test shows {', '.join(unproven)}"


@pytest.mark.parametrize("book", sorted(BOOKS.values()))
def test_every_choice_that_names_a_rule_says_what_it_works_through(book: str) -> None:
    assert decorative(load_rulebook(book)) == []


@pytest.mark.parametrize("book", sorted(BOOKS.values()))
def test_every_list_that_is_to_be_answered_is_asked_for_by_a_gate(book: str) -> None:
    assert unasked(load_rulebook(book), load_rulebook("common")) == set()


def a_provision(**fields: object) -> Provision:
    given = {"key": "a-choice", "ids": ("YK-16",), "value": "yes", **SAID}
    return Provision.model_validate(given | fields)


def an_item(on: str, **fields: object) -> Item:
    given = {"key": f"a-line-{on}", "ids": ("YK-16",), "on": on, **SAID}
    return Item.model_validate(given | fields)


def a_prompt() -> Prompt:
    given = {"key": "a-reminder", "ids": ("YK-16",), "before": "hold", **SAID}
    return Prompt.model_validate(given)


def a_gate(**fields: object) -> GateRule:
    given = {
        "key": "a-gate",
        "ids": ("YK-16",),
        "before": "hold",
        "asks": "chair-checked",
        "who": ("chair",),
        **SAID,
    }
    return GateRule.model_validate(given | fields)


@pytest.mark.parametrize(
    ("entry", "how"),
    [
        (a_gate(), How.GATE),
        (a_gate(refuses=False), How.FIELD),
        (an_item("agenda"), How.SECTION),
        (an_item("plan", required=False), How.SECTION),
        (an_item("chairs-checks"), How.GATE),
        (an_item("invitation-checklist", required=False), How.FIELD),
        (a_prompt(), How.PROMPT),
        (a_provision(), None),
        (a_provision(how="effect", names="plan-copy"), How.EFFECT),
    ],
)
def test_an_entry_keeps_its_rules_as_what_it_is(entry: Source, how: How | None) -> None:
    assert how_of(entry) is how


def test_a_duty_with_a_time_is_a_deadline_and_one_without_is_a_duty() -> None:
    duties = {rule.key: rule for rule in load_rulebook("york@2014").duties}

    assert how_of(duties["first-core-group"]) is How.DEADLINE
    assert how_of(duties["submit-report"]) is How.DUTY


def test_of_several_entries_the_strongest_comes_first_and_all_are_told() -> None:
    entries = (a_provision(), a_prompt(), an_item("agenda"), a_gate())

    found = kept_by("YK-16", entries)

    assert [kept.how for kept in found] == [How.GATE, How.SECTION, How.PROMPT, None]
    assert kept_by("YK-17", entries) == ()
    assert set(STRENGTH) == set(How)


def test_what_is_not_kept_only_said_or_shown_by_nothing_is_named() -> None:
    rule = next(rule for rule in coverage({}) if rule.kind is Sort.GATE)
    lost = rule.model_copy(update={"how": None})
    said = rule.model_copy(update={"how": How.PROMPT})

    assert not_kept([lost]) == only_said([said]) == unshown([rule]) == [rule.id]
    assert not_kept([said]) == only_said([lost]) == []
    assert counted([lost, said]).endswith("1 as prompt; 1 not kept.")


def test_a_choice_that_works_through_nothing_is_named() -> None:
    york = load_rulebook("york@2014")
    kept = a_provision(how="field", names="a-field")
    book = york.model_copy(update={"provisions": (a_provision(), kept)})

    assert decorative(book) == ["a-choice"]


def test_a_list_that_no_gate_asks_for_is_named() -> None:
    york = load_rulebook("york@2014").model_copy(
        update={"items": (an_item("chairs-checks"), an_item("agenda"))}
    )
    none = load_rulebook("common@2026-11")
    asking = none.model_copy(update={"gates": (a_gate(on="chairs-checks"),)})
    lenient = none.model_copy(update={"gates": (a_gate(refuses=False),)})

    assert unasked(york, none) == unasked(york, lenient) == {Listed.CHAIRS_CHECKS}
    assert unasked(york, asking) == set()
    assert Listed.AGENDA in HEADINGS


SUITE = """
import pytest

@pytest.mark.rule("YK-06")
@pytest.mark.parametrize(
    "n", [1, pytest.param(2, marks=pytest.mark.rule("YK-07"))]
)
def test_rows(n): ...

def test_unmarked(): ...
"""


def test_marks_are_collected_wherever_they_stand(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_one.py").write_text(SUITE)
    (tmp_path / "tests/test_other.py").write_text("raise SystemExit\n")

    assert speaking_of_rules(tmp_path) == ["tests/test_one.py"]
    assert marks(tmp_path) == {
        "YK-06": ["tests/test_one.py::test_rows"],
        "YK-07": ["tests/test_one.py::test_rows"],
    }


def test_tests_that_cannot_be_collected_show_nothing_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_one.py").write_text(SUITE + "import nothing_of_that_name")

    with pytest.raises(MarksUnreadable, match="put the tests right first"):
        marks(tmp_path)


def test_the_project_s_own_tests_are_the_ones_collected() -> None:
    assert "tests/house/test_coverage.py" in speaking_of_rules(ROOT)
