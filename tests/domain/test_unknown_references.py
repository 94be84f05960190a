"""A reference to somebody or something that the case does not know is named."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.decide import respond
from domain.errors import Refused
from domain.requests import Request
from tests.domain.plausible.life import Life, lived
from tests.domain.reaching import met_in
from tests.domain.strategies import kinds, lives

#: What nobody has: it might as well be a name that somebody typed.
NOBODY = "leilani-quillfeather"
#: Fields that refer to what is there already, whatever the kind of request.
REFERENCES = (
    "child",
    "children",
    "expected",
    "who",
    "person",
    "author",
    "countersigned_by",
    "checker",
    "invite",
    "at_risk",
    "linked_to",
)
#: What a kind of request makes, and so names anew; all others name what is there.
MADE = {
    "record-discussion": {"enquiry"},
    "book-conference": {"conference"},
    "request-delay": {"delay"},
    "record-emergency-order": {"order"},
    "record-assessment-order": {"order"},
    "add-child": {"child"},
    "add-person": {"person"},
}
#: A copy of a plan is known by conference, child and person together: where there is
#: none for the three, the refusal is of the person.
COPIES = {"record-plan-given", "withhold-plan"}
THINGS = ("enquiry", "conference", "order", "delay")


def referring(asked: Request) -> list[str]:
    """The fields of a request by which it refers to what the case knows."""
    made = MADE.get(asked.kind, set())
    names = [name for name in (*REFERENCES, *THINGS) if name not in made]
    return [name for name in names if getattr(asked, name, None)]


def unknown(asked: Request, name: str) -> Request:
    """The same request under an id of its own, about nobody we know."""
    value: Any = (NOBODY,) if isinstance(getattr(asked, name), tuple) else NOBODY
    return asked.model_copy(update={name: value, "id": "tests#unknown"})


@met_in(lives())
def test_what_the_case_does_not_know_is_refused_by_its_field(life: Life) -> int:
    met = 0
    for step in lived(life):
        if step.asked is None or step.refused is not None:
            continue
        if step.before.gateway_keys:
            continue  # what was altered is not what was attested: refused for that
        for name in referring(step.asked):
            with pytest.raises(Refused) as caught:
                respond(step.before, unknown(step.asked, name), step.now)
            refusal = caught.value
            kind = step.asked.kind
            copy = kind in COPIES and refusal.code == "no-copy-due"
            assert ("person" if copy else name) in refusal.where, (kind, name)
            assert len(refusal.message) > len("Use another.")
            assert NOBODY not in f"{refusal!r}{refusal.where}{refusal.code}"
            met += 1
    return met


@met_in(lives())
def test_an_id_used_again_for_something_else_is_refused(life: Life) -> int:
    met = 0
    for step in lived(life):
        if step.asked is None or step.refused is not None:
            continue
        if step.after.gateway_keys:
            continue  # what was altered is not what was attested: refused for that
        by = step.asked.by.model_copy(update={"person": "p-another"})
        other = step.asked.model_copy(update={"by": by})
        with pytest.raises(Refused) as caught:
            respond(step.after, other, step.now)
        assert (caught.value.code, caught.value.where) == ("id-reused", "id")
        met += 1
    return met


def test_no_model_s_error_repeats_what_was_typed() -> None:
    for kind in kinds():
        with pytest.raises(ValidationError) as caught:
            kind(**{NOBODY: NOBODY, "id": {NOBODY: NOBODY}})
        assert "input_value" not in str(caught.value)
