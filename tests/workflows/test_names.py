"""The names and the decisions that a program must share with what it runs."""

from __future__ import annotations

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.terms import sealed
from tests.domain.builders import a_case
from workflows import case_of, workflow_id
from workflows.beginning import HandoverUnreadable, continued


def handed_over(policy: int) -> RawValue:
    case = a_case()
    terms = sealed(case.terms.model_copy(update={"policy": policy}))
    data = case.model_copy(update={"terms": terms}).model_dump_json().encode()
    return RawValue(Payload(metadata={"encoding": b"json/plain"}, data=data))


def test_a_case_is_found_by_its_workflow_and_the_workflow_by_its_case() -> None:
    assert workflow_id("CP-1") == "case/CP-1"
    assert case_of(workflow_id("CP-1")) == "CP-1"


def test_a_case_handed_over_under_decisions_that_we_have_goes_on() -> None:
    assert continued(handed_over(1)).ref == "CP-1"


def test_a_case_handed_over_under_other_decisions_waits_and_is_not_judged() -> None:
    with pytest.raises(HandoverUnreadable, match=r"^unknown-policy$"):
        continued(handed_over(2))
