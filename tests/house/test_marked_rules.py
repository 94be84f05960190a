"""A test marked with a rule proves one that is published, and no dated one is unproven.

The mark, `pytest.mark.rule("SX-29")`, names ids of the catalogue as the entries of the
rulebooks do.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

import pytest

from adapters.rulebooks import load_rulebook, published
from rulebook.schema import Rulebook, Source
from tests.house.project import ROOT

#: What an invitation says, and who gets no copy of a plan: gates of the program, with
#: no date and no choice that an entry of a rulebook could hold.
GATES = {"CS-66", "YK-30"}


def marked(source: str) -> set[str]:
    """The ids with which the tests of one file are marked."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    marks = (call for call in calls if ast.unparse(call.func) == "pytest.mark.rule")
    return {ast.literal_eval(argument) for mark in marks for argument in mark.args}


def named(entries: Iterable[Source]) -> set[str]:
    return {each for entry in entries for each in entry.ids}


def unpublished(marks: set[str], books: Iterable[Rulebook]) -> set[str]:
    """Marks of which no rulebook knows."""
    return marks - named(e for book in books for e in (*book.duties, *book.provisions))


def unproven(marks: set[str], books: Iterable[Rulebook]) -> set[str]:
    """Ids of what falls due under a rulebook, with or without a date, and no test."""
    return named(duty for book in books for duty in book.duties) - marks


def of_the_suite() -> set[str]:
    files = (ROOT / "tests").rglob("test_*.py")
    return {each for file in files for each in marked(file.read_text("utf-8"))}


def every_rulebook() -> Iterator[Rulebook]:
    return (load_rulebook(f"{name}@{version}") for name, version, _ in published())


def test_every_rule_that_a_test_is_marked_with_is_published() -> None:
    assert unpublished(of_the_suite(), every_rulebook()) == GATES


def test_everything_that_falls_due_is_proven_by_a_test() -> None:
    assert unproven(of_the_suite(), every_rulebook()) == set()


def test_a_mark_that_no_rulebook_knows_is_named() -> None:
    york = load_rulebook("york@2014")

    assert unpublished({"YK-35", "YK-36", "YK-99"}, [york]) == {"YK-99"}


def test_a_rule_that_falls_due_and_that_no_test_proves_is_named() -> None:
    york = load_rulebook("york@2014")
    all_of_it = named(york.duties)

    assert unproven(all_of_it - {"YK-35"}, [york]) == {"YK-35"}
    assert unproven(all_of_it, [york]) == set()


@pytest.mark.parametrize(
    ("source", "ids"),
    [
        ("@pytest.mark.rule('SX-29')\ndef test_a(): ...", {"SX-29"}),
        (
            "@pytest.mark.rule('SX-29', 'SX-30')\nasync def test_a(): ...",
            {"SX-29", "SX-30"},
        ),
        ("x = pytest.param(1, marks=pytest.mark.rule('SX-31'))", {"SX-31"}),
        ("@pytest.mark.slow\ndef test_a(): ...", set()),
    ],
)
def test_marks_are_read_wherever_they_stand(source: str, ids: set[str]) -> None:
    assert marked(source) == ids
