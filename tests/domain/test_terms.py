"""Terms that would stop a clock are no terms, and an open case always wakes."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.clock import ClockStuck, fell_due, next_wake
from domain.evolve.changes import changed
from domain.facts.keeping import CaseLookedAt
from domain.terms import Terms, sealed
from rulebook.schema import LocalSettings
from tests.dates import instant
from tests.domain.builders import OPENED, terms
from tests.domain.conferring import enquired

SPRING = instant("Mon 2027-04-19 10:00Z")
BEFORE = {"rung": "before", "to": "owner", "before": 1}
ON_THE_DAY = {"rung": "on-the-day", "to": "owner"}
MISSED = {"rung": "missed", "to": "first-line-manager"}
WEEKLY = {"rung": "weekly-after", "to": "service-manager"}
NAMELESS = WEEKLY | {"to": "director"}
LADDERS = [
    [],
    [BEFORE],
    [BEFORE, ON_THE_DAY, MISSED],
    [ON_THE_DAY, BEFORE, WEEKLY],
    [BEFORE, BEFORE, WEEKLY],
    [WEEKLY, WEEKLY],
    [WEEKLY, MISSED],
    [BEFORE | {"before": 0}, WEEKLY],
]
SETTINGS = {
    "id": "northtown",
    "version": "2027",
    "ladder": [WEEKLY],
    "look_again": 20,
    "warn_before_eighteen": 3,
    "may_reopen_months": 6,
    "messages_from": 8,
}
OUT_OF_BOUNDS = [
    ("look_again", 0, 1),
    ("look_again", 61, 60),
    ("warn_before_eighteen", 0, 1),
    ("warn_before_eighteen", 13, 12),
    ("may_reopen_months", 0, 1),
    ("may_reopen_months", 25, 24),
    ("messages_from", 25, 12),
    ("messages_from", 5, 6),
]


def with_(**changes: Any) -> Terms:
    return Terms.model_validate(terms().model_dump(mode="json") | changes)


def settings(**changes: Any) -> LocalSettings:
    return LocalSettings.model_validate(SETTINGS | changes)


def where(error: ValidationError) -> str:
    return str(error.errors()[0]["loc"][0])


@pytest.mark.parametrize("ladder", LADDERS)
def test_a_ladder_that_would_fall_silent_is_refused_in_terms_and_in_settings(
    ladder: list[dict[str, Any]],
) -> None:
    for make in (with_, settings):
        with pytest.raises(ValidationError) as refused:
            make(ladder=ladder)
        assert where(refused.value) == "ladder"
        with pytest.raises(ValidationError) as refused:
            make(ladders={"book-conference": ladder})
        assert where(refused.value) == "ladders"


@pytest.mark.parametrize(
    "ladder",
    [
        [WEEKLY],
        [MISSED, WEEKLY],
        [BEFORE, WEEKLY],
        [BEFORE, ON_THE_DAY, MISSED, WEEKLY],
    ],
)
def test_a_ladder_that_ends_with_its_last_rung_is_taken(
    ladder: list[dict[str, Any]],
) -> None:
    assert len(with_(ladder=ladder).ladder) == len(ladder)
    assert len(settings(ladders={"plan-sent": ladder}).ladders) == 1


@pytest.mark.parametrize(("field", "wrong", "right"), OUT_OF_BOUNDS)
def test_a_number_that_would_stop_a_clock_is_refused_in_terms_and_in_settings(
    field: str, wrong: int, right: int
) -> None:
    for make in (with_, settings):
        with pytest.raises(ValidationError) as refused:
            make(**{field: wrong})
        assert where(refused.value) == field
        assert getattr(make(**{field: right}), field) == right


def test_a_step_goes_to_a_role_that_exists() -> None:
    for changes in ({"ladder": [NAMELESS]}, {"ladders": {"plan-sent": [NAMELESS]}}):
        with pytest.raises(ValidationError, match="name one of the roles"):
            with_(**changes)
    assert with_(ladder=[WEEKLY | {"to": "chair"}]).ladder[0].to == "chair"


def test_a_rule_is_owned_by_a_role_that_exists() -> None:
    (first, *others) = terms().model_dump(mode="json")["rules"]
    with pytest.raises(ValidationError, match="name one of the roles"):
        with_(rules=[first | {"owner": "director"}, *others])
    with pytest.raises(ValidationError, match="at least 1"):
        with_(rules=[])
    assert with_(rules=[first | {"owner": "chair"}]).rules[0].owner == "chair"


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../etc", "Europe"])
def test_a_zone_is_one_that_is_known(zone: str) -> None:
    days = terms().calendar.model_dump(mode="json")
    with pytest.raises(ValidationError, match="name a time zone"):
        with_(calendar=days | {"zone": zone})
    assert with_(calendar=days | {"zone": "Europe/Jersey"}).calendar.zone


def test_terms_keep_their_digest_on_the_way_through_json() -> None:
    frozen = terms()
    again = Terms.model_validate_json(frozen.model_dump_json())
    assert again == frozen
    assert sealed(again).digest == frozen.digest
    assert sealed(again.model_copy(update={"look_again": 9})).digest != frozen.digest


def test_a_clock_that_does_not_move_on_says_so_instead_of_looking_for_ever() -> None:
    case = enquired()
    steps = case.terms.ladder[:-1]
    broken = case.terms.model_copy(update={"ladder": steps, "ladders": {}})
    assert fell_due(case, SPRING)
    with pytest.raises(ClockStuck, match="came twice"):
        fell_due(changed(case, terms=broken), SPRING)


def test_an_open_case_wakes_though_nothing_that_is_open_would_wake_it() -> None:
    case = enquired()
    asleep = {
        key: changed(duty, wakes_at=None, rings_at=None)
        for key, duty in case.duties.items()
    }
    case = changed(case, duties=asleep, looked_at=OPENED)
    wake = next_wake(case)
    assert asleep
    assert wake == instant("Thu 2027-01-07 00:00Z")
    assert fell_due(case, wake) == (CaseLookedAt(at=wake),)
