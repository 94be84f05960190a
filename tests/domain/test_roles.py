"""Every role that the published rules and settings name is one that people can hold."""

from __future__ import annotations

import pytest

from adapters.rulebooks import load_local, load_rulebook, published
from domain.roles import Role

BOOKS = sorted(f"{book}@{version}" for book, version, _ in published())


@pytest.mark.parametrize("book", BOOKS)
def test_whoever_owes_something_holds_a_role_that_exists(book: str) -> None:
    owners = {rule.owner for rule in load_rulebook(book).duties}
    assert owners <= {role.value for role in Role}


def test_whoever_is_told_by_a_ladder_holds_a_role_that_exists() -> None:
    local = load_local("default")
    ladders = (local.ladder, *local.ladders.values())
    told = {step.to for steps in ladders for step in steps}
    assert told <= {"owner", *(role.value for role in Role)}
