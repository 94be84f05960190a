"""Nothing is left out: every kind of request, fact and duty has its place."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

from domain.decide import PART_OF as DECIDED_BY
from domain.duties.wanting import BEGINNINGS, MEETINGS
from domain.evolve import PART_OF as CHANGED_BY
from domain.facts import AnyFact, Fact
from domain.react import QUIET, REACTIONS
from domain.requests import AnyRequest, Request
from rulebook.schema import Met, Start
from tests.domain.plausible.examples import example
from tests.domain.strategies import ASKINGS

FACTS: tuple[type[BaseModel], ...] = get_args(Fact)
REQUESTS: tuple[type[BaseModel], ...] = get_args(Request)
FACT: TypeAdapter[Any] = TypeAdapter(AnyFact)
REQUEST: TypeAdapter[Any] = TypeAdapter(AnyRequest)


def kind_of(model: type[BaseModel]) -> str:
    return str(model.model_fields["kind"].default)


def in_kebab(model: type[BaseModel]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


def test_every_fact_changes_the_case_somewhere() -> None:
    assert set(CHANGED_BY) == set(FACTS)


def test_every_fact_asks_something_of_the_world_or_is_said_to_ask_nothing() -> None:
    assert set(REACTIONS) | QUIET == set(FACTS)
    assert set(REACTIONS) & QUIET == set()


def test_every_request_is_decided_somewhere() -> None:
    assert set(DECIDED_BY) == set(REQUESTS)


def test_every_request_is_asked_in_the_random_lives() -> None:
    assert set(ASKINGS) == set(REQUESTS)


def test_everything_that_may_begin_a_duty_has_a_beginning() -> None:
    assert set(BEGINNINGS) == set(Start)


def test_everything_that_may_meet_a_duty_has_a_meeting() -> None:
    assert set(MEETINGS) == set(Met)


@pytest.mark.parametrize("models", [FACTS, REQUESTS], ids=["facts", "requests"])
def test_each_kind_is_named_once_and_in_small_letters(
    models: tuple[type[BaseModel], ...],
) -> None:
    kinds = [kind_of(model) for model in models]
    assert len(set(kinds)) == len(kinds)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", kind) for kind in kinds)


@pytest.mark.parametrize("model", FACTS, ids=kind_of)
def test_a_fact_s_kind_is_its_name(model: type[BaseModel]) -> None:
    assert kind_of(model) == in_kebab(model)


@pytest.mark.parametrize("model", FACTS, ids=kind_of)
def test_a_fact_survives_the_wire(model: type[BaseModel]) -> None:
    fact = model.model_validate(example(model))
    assert FACT.validate_json(fact.model_dump_json()) == fact


@pytest.mark.parametrize("model", REQUESTS, ids=kind_of)
def test_a_request_survives_the_wire(model: type[BaseModel]) -> None:
    request = model.model_validate(example(model))
    assert REQUEST.validate_json(request.model_dump_json()) == request
