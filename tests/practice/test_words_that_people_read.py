"""What people read is in their own words, never in those of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.catalogue import BOOKS
from adapters.rulebooks import load_rulebook
from commands.app import build
from commands.rules import KEPT_AS
from domain.gates import IN_WORDS
from rulebook.schema import Before, How
from tests.house.project import ROOT

OURS = re.compile(
    r"\b(dut(y|ies)|breach\w*|rulebooks?|intake|barred|rungs?|gates?|effects?|facts?)\b",
    re.IGNORECASE,
)
#: Names of commands and of fields to fill in, as they must be typed.
TYPED = re.compile(r"'vigil [a-z-]+'|\{\w+\??\}|--[a-z-]+")
#: For whoever runs the program, not for practitioners.
OF_THE_OPERATOR = {"terms.py"}
#: Words that are searched by, and said to nobody.
SEARCHED_BY = {"everyday_words.py"}
NEWEST = (*sorted(BOOKS.values()), "common")


def sentences(source: str) -> Iterator[str]:
    """The texts of several words in a program, without its docstrings."""
    tree = ast.parse(source)
    said = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in said:
            continue
        if isinstance(node.value, str) and " " in node.value.strip():
            yield node.value


def in_our_words(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if OURS.search(TYPED.sub("", text))]


def files() -> list[Path]:
    folders = ("commands", "activities", "domain")
    found = [path for name in folders for path in sorted((ROOT / name).rglob("*.py"))]
    return [path for path in found if path.name not in OF_THE_OPERATOR | SEARCHED_BY]


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_message_uses_a_word_that_means_something_else_to_its_reader(
    path: Path,
) -> None:
    assert in_our_words(sentences(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("book", NEWEST)
def test_no_rule_is_told_in_words_of_the_program(book: str) -> None:
    said = (entry.says for entry in load_rulebook(book).entries())

    assert in_our_words(said) == []


@pytest.mark.parametrize("name", [[], *([book] for book in NEWEST)], ids=str)
def test_how_rules_are_kept_is_shown_in_a_practitioner_s_words(name: list[str]) -> None:
    shown = CliRunner().invoke(build(), ["rules", *name]).stdout

    assert shown
    assert in_our_words(iter(shown.splitlines())) == []


def test_each_step_and_each_way_of_keeping_a_rule_has_its_words() -> None:
    assert set(KEPT_AS) == set(How)
    assert set(IN_WORDS) == set(Before)


def test_a_word_of_the_program_would_be_found() -> None:
    source = '"""A gate."""\nsay("This duty is {rung}.")\nask("See \'vigil intake\'.")'

    assert in_our_words(sentences(source)) == ["This duty is {rung}."]
