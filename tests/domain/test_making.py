"""Values that are made without validation are what pydantic would have made."""

from __future__ import annotations

import pytest

from domain.duty import Due, Duty
from domain.facts.duties import DutyLapsed, DutyMet, DutyOpened, RungFell
from domain.making import changed, ours
from domain.recording import Row
from rulebook.schema import Frozen, Rung
from tests.dates import day, instant

AT = instant("Mon 2026-12-07 09:00Z")
DUE = Due(anchor=AT, since=AT, due_on=day("Wed 2026-12-30"), due_at=AT)
MADE = [
    DUE,
    Due(anchor=AT, since=AT, silent="not-set"),
    DutyOpened(at=AT, key="k", rule="first-review", ref="r", who="child-1", due=DUE),
    DutyMet(at=AT, key="k"),
    DutyLapsed(at=AT, key="k", why="died"),
    RungFell(at=AT, key="k", rung=Rung.BEFORE, ring=0),
    Row(no=1, kind="duty-met", at=AT, recorded_at=AT, body="{}"),
]


@pytest.mark.parametrize("value", MADE, ids=lambda value: type(value).__name__)
def test_a_value_of_ours_is_what_validation_would_have_made(value: Frozen) -> None:
    given = {name: value.__dict__[name] for name in value.model_fields_set}
    made = ours(type(value))(**given)
    assert made == value
    assert made.model_dump_json() == value.model_dump_json()
    assert type(value).model_validate_json(made.model_dump_json()) == value


def test_a_changed_value_is_what_a_copy_would_be_and_leaves_the_first_alone() -> None:
    duty = Duty(key="k", rule="first-review", ref="r", who="c", child="c", due=DUE)
    later = changed(duty, missed_at=AT, ring=3)
    assert later == duty.model_copy(update={"missed_at": AT, "ring": 3})
    assert (duty.missed_at, duty.ring) == (None, 0)


def test_a_changed_value_is_frozen_like_the_first() -> None:
    with pytest.raises(ValueError, match="frozen"):
        changed(DUE, silent="not-set").__setattr__("silent", "at-once")
