"""What a refusal carries to whoever asked: its code, its place, its rules, and more."""

from __future__ import annotations

import pytest
from temporalio.exceptions import ApplicationError

from domain.errors import BadInput, NotYet, Refused
from domain.lack import Lack
from rulebook.schema import Before
from workflows.refusing import to_caller

LACK = Lack(
    gate="template-enclosed",
    before=Before.INVITE,
    conference="conf-1",
    about=("",),
    ids=("YK-27",),
    who=("coordinator",),
)


def told(refusal: Refused) -> ApplicationError:
    with pytest.raises(ApplicationError) as caught, to_caller():
        raise refusal
    return caught.value


def test_a_refusal_carries_its_code_its_place_and_its_rules() -> None:
    error = told(Refused("too-late", "Ask first.", where="at", rules=("SX-29",)))

    assert (error.message, error.type, error.non_retryable) == (
        "Ask first.",
        "Refused",
        True,
    )
    assert error.details == ("too-late", "at", ["SX-29"])


def test_what_cannot_be_understood_is_told_apart() -> None:
    error = told(BadInput("not-json", "Write JSON."))

    assert error.type == "BadInput"
    assert error.details == ("not-json", "", [])


def test_where_something_is_missing_first_all_of_it_goes_along() -> None:
    error = told(NotYet("Before the invitations can go ...", (LACK,)))

    assert error.details[:3] == ("not-yet", "template-enclosed", ["YK-27"])
    assert error.details[3:] == ([LACK.model_dump(mode="json")],)
    assert Lack.model_validate(error.details[3][0]) == LACK
