"""A valid example of every request, made from its schema: fictional, and sendable."""

from __future__ import annotations

from typing import Any

from domain.requests.base import Asked
from tools.schemas import ON_THE_EVENT, request_schema

#: Values for examples, by the name of a field; all of them fictional.
BY_NAME: dict[str, Any] = {
    "agency": "school",
    "agreed_on": "2027-01-22",
    "author": "social-worker-1",
    "by": {"person": "social-worker-1", "role": "social-worker"},
    "born": [{"ref": "child-2", "born": "2026-12-01"}],
    "by_agency": "hospital",
    "category": "neglect",
    "checker": "social-worker-1",
    "child": "child-1",
    "children": ["child-1"],
    "complaint": "complaint-1",
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
    "groups": [["child-1", "child-2"]],
    "guardian": "guardian-1",
    "heading": "concerns",
    "household": "household-1",
    "key": "letter-1",
    "language": "ur",
    "meeting": "core-group-1",
    "new_starts_at": "2027-01-20T10:00:00+00:00",
    "next_check_on": "2027-01-19",
    "order": "order-1",
    "outcome": {"child": "child-1", "decided": "plan"},
    "person": "mother",
    "place": "Room 2, the civic centre",
    "prepared_by": "social-worker-1",
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
    "told_by": "social-worker-1",
    "version": "version-2",
    "visited_by": "social-worker-1",
    "who": "mother",
    "whose": "child-1",
    "with_chair": "chair-1",
    "with_social_worker": "social-worker-1",
    "words": "In the words of whoever records it",
    "written": True,
}

#: A JSON type, and what a value of it is in Python.
KINDS_OF_VALUE: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "object": dict,
    "array": (list, tuple),
    "boolean": bool,
    "integer": int,
    "null": type(None),
}


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
    """What is said of this kind, else what the name usually holds if it fits here."""
    special = BY_KIND.get((kind, name))
    if special is not None:
        return special
    if name in BY_NAME and _fits(BY_NAME[name], field, defs):
        return BY_NAME[name]
    return _by_form(field, defs)


def _fits(value: Any, field: dict[str, Any], defs: dict[str, Any]) -> bool:
    """Whether a value is of the field's JSON type, and one of its words if it has."""
    if "$ref" in field:
        return _fits(value, _named(field, defs), defs)
    if "anyOf" in field or "oneOf" in field:
        forms = field.get("anyOf") or field["oneOf"]
        return any(_fits(value, form, defs) for form in forms)
    if "enum" in field:
        return value in field["enum"]
    return isinstance(value, KINDS_OF_VALUE.get(field.get("type", ""), object))


def _named(field: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = defs[field["$ref"].rpartition("/")[2]]
    return found


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
        return _by_form(_named(field, defs), defs)
    if "anyOf" in field:
        return _by_form(field["anyOf"][0], defs)
    if "enum" in field:
        return field["enum"][0]
    if field.get("type") == "array":
        return [_by_form(field["items"], defs)]
    if "properties" in field:
        return _object(field, defs)
    return BY_TYPE.get((field.get("type"), field.get("format")), "as-agreed")


def _object(field: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    """An object with what it needs, and no more."""
    needed = field.get("required", ())
    return {name: _value(name, "", field["properties"][name], defs) for name in needed}


#: Where the same name means another thing.
BY_KIND: dict[tuple[str, str], Any] = {
    ("book-conference", "meeting"): "initial",
    ("book-conference", "invite"): ["mother", "social-worker-1", "teacher-1"],
    ("adopt-gateway-keys", "keys"): [{"key_id": "gateway-2027", "public": "4f3a" * 16}],
    ("adopt-gateway-keys", "reason"): "rotation",
    ("record-conference-held", "outcomes"): [
        {"child": "child-1", "decided": "plan", "key_worker": "social-worker-1"}
    ],
    ("record-core-group", "meeting"): "core-group-1",
    ("add-child", "child"): {"ref": "child-3", "born": "2019-05-04"},
    ("record-birth", "child"): "child-2",
    ("record-pregnancy-ended", "child"): "child-2",
    ("change-household", "since"): "2026-12-16",
    ("add-person", "person"): {
        "ref": "aunt",
        "name": "Example Aunt",
        "kind": "family",
        "relation": "aunt",
    },
    ("send-document", "document"): "record",
    ("send-document", "about"): "conference-1",
    ("record-delivery", "standing"): "delivered",
    ("ask-translation", "document"): "outline-plan",
    ("ask-translation", "about"): "conference-1",
    ("ask-translation", "language"): "pl",
    ("return-translation", "translation"): "t1",
    ("return-translation", "source"): "4e07" * 16,
    ("return-translation", "content"): "6b86" * 16,
    ("return-translation", "translator"): "translator-1",
    ("check-translation", "translation"): "t1",
    ("check-translation", "content"): "6b86" * 16,
    ("cancel-translation", "translation"): "t1",
    ("record-told", "how"): "in-person",
    ("record-police-outcome", "outcome"): "no-further-action",
    ("record-pre-birth-trigger", "child"): "unborn-1",
    ("record-pre-birth-trigger", "trigger"): "sibling-has-a-plan",
    ("decide-pre-birth-not-needed", "child"): "unborn-1",
    ("request-delay", "reasons"): "The paediatrician reports on 20 January",
    ("approve-delay", "reasons"): "The paediatrician reports on 20 January",
    ("refuse-delay", "reasons"): "The report can be had in time",
}
