"""No gate of the newest editions is without a case it refuses and a lawful twin."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from adapters.rulebooks import load_rulebook
from rulebook.schema import GateRule
from tests.practice.gates import Row

EDITIONS = ("pan-sussex", "york", "wales", "guernsey", "csa-pathway", "common")
HERE = Path(__file__).parent


def rows() -> Iterator[Row]:
    """Every row of every file of tests beside this one, whichever table it is in."""
    for file in sorted(HERE.glob("test_*.py")):
        if file.name == Path(__file__).name:
            continue
        module = import_module(f"tests.practice.{file.stem}")
        for value in vars(module).values():
            if isinstance(value, tuple):
                yield from (each for each in value if isinstance(each, Row))


def proven() -> set[tuple[str, str]]:
    """The gates for which there is a row, by the book whose terms it is judged by."""
    return {(book, row.gate) for row in rows() for book in (*row.books, "common")}


def refusing(name: str) -> list[GateRule]:
    return [gate for gate in load_rulebook(name).gates if gate.refuses]


@pytest.mark.parametrize("name", EDITIONS)
def test_each_gate_has_a_case_that_it_refuses_and_one_that_it_lets_by(
    name: str,
) -> None:
    known = proven()
    missing = [g.key for g in refusing(name) if (name, g.key) not in known]

    assert refusing(name)
    assert missing == []
