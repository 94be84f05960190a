"""The published JSON Schemas, and a valid example of every request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import TypeAdapter

from adapters.openings import INTAKE
from domain.requests import AnyRequest, Request
from domain.requests.base import Asked

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ON_THE_EVENT = ("id", "kind")
REQUESTS: TypeAdapter[Request] = TypeAdapter(AnyRequest)

#: Values for examples, by the name of a field; all of them fictional.
BY_NAME: dict[str, Any] = {
    "agency": "school",
    "agreed_on": "2027-01-22",
    "author": "social-worker-1",
    "by": {"person": "social-worker-1", "role": "social-worker"},
    "born": [{"ref": "child-2", "born": "2026-12-01"}],
    "category": "neglect",
    "checker": "social-worker-1",
    "child": {"ref": "child-3", "born": "2019-05-04"},
    "children": ["child-1"],
    "conference": "conference-1",
    "countersigned_by": "manager-1",
    "decision": "decision-1",
    "delay": "delay-1",
    "discussion": "discussion-1",
    "document": "Agreement of 8 January 2027, signed",
    "duty": "initial-conference/enquiry-1/child-1",
    "enquiry": "enquiry-1",
    "expires_at": "2026-12-24T10:00:00+00:00",
    "first_check_on": "2027-01-12",
    "household": "household-1",
    "key": "letter-1",
    "meeting": "core-group-1",
    "new_starts_at": "2027-01-20T10:00:00+00:00",
    "next_check_on": "2027-01-19",
    "order": "order-1",
    "outcome": {"child": "child-1", "decided": "plan"},
    "person": "mother",
    "place": "Room 2, the civic centre",
    "proposed_on": "2027-01-22",
    "put_right": {
        "what": "meeting",
        "meeting": "core-group-1",
        "held_at": "2026-12-15T10:00:00+00:00",
    },
    "role": "chair",
    "safeguards": [{"child": "child-1", "action": "Stays with grandmother"}],
    "seconded_by": "manager-1",
    "since": "2026-12-16T10:00:00+00:00",
    "starts_at": "2027-01-05T10:00:00+00:00",
    "starts_on": "2026-12-17",
    "terms": {"rulebook": "york", "calendar": "england-and-wales"},
    "to_area": "northtown",
    "who": "mother",
    "written": True,
}


def kinds() -> Iterator[tuple[str, type[Asked]]]:
    """Every kind of request with its model, in the order of the practice."""
    for model in get_args(Request):
        yield model.model_fields["kind"].default, model


def intake_schema() -> dict[str, Any]:
    """What the data of an intake event must look like."""
    return {"$schema": DIALECT, **INTAKE.json_schema()}


def requests_schema() -> dict[str, Any]:
    """What a request must look like, its id and kind included."""
    return {"$schema": DIALECT, **REQUESTS.json_schema()}


def request_schema(model: type[Asked]) -> dict[str, Any]:
    return model.model_json_schema()


def example_of(kind: str, model: type[Asked]) -> dict[str, Any]:
    """The request as a CloudEvent, with what is needed and little more."""
    schema = request_schema(model)
    fields = {
        name: _value(name, kind, field, schema.get("$defs", {}))
        for name, field in schema["properties"].items()
        if name not in ON_THE_EVENT and _shown(name, schema)
    }
    return {
        "specversion": "1.0",
        "type": f"uk.vigil.request.{kind}.v1",
        "source": "/council/case-system",
        "id": "4711",
        "subject": "YK-2026-0001",
        "time": "2026-12-16T11:00:00Z",
        "data": fields,
    }


def _shown(name: str, schema: dict[str, Any]) -> bool:
    """What is needed, and what a practitioner would hardly leave out."""
    often = ("invite", "outcomes", "document", "reasons", "safeguards", "checker")
    dates = ("first_check_on", "agreed_on", "next_check_on", "at_risk")
    return name in (*schema["required"], *often, *dates)


def _value(name: str, kind: str, field: dict[str, Any], defs: dict[str, Any]) -> Any:
    special = BY_KIND.get((kind, name))
    if special is not None:
        return special
    if name in BY_NAME:
        return BY_NAME[name]
    return _by_form(field, defs)


#: An example of a JSON type, and perhaps its format.
BY_TYPE: dict[tuple[str | None, str | None], Any] = {
    ("string", "date-time"): "2026-12-16T10:00:00+00:00",
    ("string", "date"): "2026-12-16",
    ("boolean", None): True,
    ("object", None): {},
}


def _by_form(field: dict[str, Any], defs: dict[str, Any]) -> Any:
    """A value of the right form, where the field's name says nothing special."""
    if "$ref" in field:
        return _by_form(defs[field["$ref"].rpartition("/")[2]], defs)
    if "anyOf" in field:
        return _by_form(field["anyOf"][0], defs)
    if "enum" in field:
        return field["enum"][0]
    if field.get("type") == "array":
        return [_by_form(field["items"], defs)]
    return BY_TYPE.get((field.get("type"), field.get("format")), "as-agreed")


#: Where the same name means another thing.
BY_KIND: dict[tuple[str, str], Any] = {
    ("book-conference", "meeting"): "initial",
    ("book-conference", "invite"): ["mother", "social-worker-1", "teacher-1"],
    ("record-conference-held", "outcomes"): [
        {"child": "child-1", "decided": "plan", "key_worker": "social-worker-1"}
    ],
    ("record-core-group", "meeting"): "core-group-1",
    ("record-birth", "child"): "child-2",
    ("record-pregnancy-ended", "child"): "child-2",
    ("record-sibling-concern", "child"): "child-1",
    ("record-plan-given", "child"): "child-1",
    ("withhold-plan", "child"): "child-1",
    ("change-household", "child"): "child-1",
    ("change-household", "since"): "2026-12-16",
    ("move-out", "child"): "child-1",
    ("notify-transfer", "child"): "child-1",
    ("add-person", "person"): {
        "ref": "aunt",
        "name": "Example Aunt",
        "kind": "family",
        "relation": "aunt",
    },
    ("request-delay", "reasons"): "The paediatrician reports on 20 January",
    ("approve-delay", "reasons"): "The paediatrician reports on 20 January",
    ("refuse-delay", "reasons"): "The report can be had in time",
}
