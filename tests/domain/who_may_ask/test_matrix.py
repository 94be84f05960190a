"""Every role asks every kind of request, in every state: against a table to be read.

`york.csv` has all that may be asked, the other tables what their place says itself. A
cell has a letter for each state: open, conference booked, closed and sealed. `y`: they
may ask. `c`: the case is closed for it. `-`: it is not theirs to ask. Written anew, to
be reviewed, by `RECORD=1 pytest tests/domain/who_may_ask/test_matrix.py`.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from adapters.rulebooks import load_rulebook
from domain.case import Case
from domain.roles import Role
from tests.domain.who_may_ask.household import (
    MODELS,
    NOT_THEIRS,
    answer,
    asking,
    booked,
    by,
    case,
    closed,
)

TABLES = Path(__file__).parent / "tables"
PLACES = ("pan-sussex", "wales", "guernsey")


@cache
def states(place: str) -> tuple[Case, ...]:
    return (case(place), booked(place), closed(place), closed(place, sealed=True))


def letter(found: Case, kind: str, role: Role) -> str:
    said = answer(found, asking(kind, by(role)))
    if said in NOT_THEIRS:
        return "-"
    return "c" if said == "case-closed" else "y"


def table(place: str, kinds: Iterable[str]) -> str:
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["request", *(role.value for role in Role)])
    for kind in sorted(kinds):
        cells = ("".join(letter(s, kind, r) for s in states(place)) for r in Role)
        rows.writerow([kind, *cells])
    return written.getvalue()


def is_as_reviewed(name: str, found: str) -> bool:
    file = TABLES / f"{name}.csv"
    if os.environ.get("RECORD") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    return file.read_text("utf-8") == found


def test_who_may_ask_for_what_in_york_is_as_it_was_reviewed() -> None:
    assert is_as_reviewed("york", table("york", MODELS))


@pytest.mark.parametrize("place", PLACES)
def test_what_a_place_says_itself_is_as_it_was_reviewed(place: str) -> None:
    own = {entry.request for entry in load_rulebook(place).may_ask}

    assert own
    assert is_as_reviewed(place, table(place, own))


@pytest.mark.parametrize("place", PLACES)
def test_what_a_place_does_not_say_itself_is_as_it_is_everywhere(place: str) -> None:
    own = {entry.request for entry in load_rulebook(place).may_ask}
    own |= {"approve-delay", "refuse-delay"}
    york = {entry.request for entry in load_rulebook("york").may_ask}
    here, there = case(place).terms.may_ask, case("york").terms.may_ask

    assert {k: r for k, r in here.items() if k not in own | york} == {
        k: r for k, r in there.items() if k not in own | york
    }


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.INTAKE, Role.SUPPORTER])
def test_who_only_watches_or_stands_by_asks_for_nothing_in_any_state(
    role: Role,
) -> None:
    for found in states("york"):
        assert {letter(found, kind, role) for kind in MODELS} == {"-"}


def test_the_system_operator_changes_which_gateways_are_trusted_and_no_more() -> None:
    for found in states("york"):
        may = {k for k in MODELS if letter(found, k, Role.SYSTEM_OPERATOR) != "-"}

        assert may == {"adopt-gateway-keys"}


def test_every_professional_at_hand_records_protective_action_in_every_state() -> None:
    aside = {Role.INTAKE, Role.SYSTEM_OPERATOR, Role.AUDITOR, Role.TRANSLATION_DESK}
    aside |= {Role.ADVOCATE, Role.SUPPORTER}
    for found in states("york"):
        letters = {r: letter(found, "record-protective-action", r) for r in Role}

        assert {role for role, said in letters.items() if said != "y"} == aside
