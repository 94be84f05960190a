"""The page of all requests: what each is for, its fields, an example."""

from __future__ import annotations

import json
from typing import Any

from domain.requests.base import Asked
from tools.examples import example_of
from tools.schemas import FROM_THE_GATEWAY, ON_THE_EVENT, kinds, request_schema

HEAD = """# Requests

Everything that may be asked of a case. Each is sent as a CloudEvent (structured JSON)
with `vigil submit REF FILE`, or stands as a line of a story. The event's `source` and
`id` together are the request's own for ever: sent twice, it is done once. Instants are
when a thing happened, with their offset; nothing can be recorded before it happened.
A manager's answers to a delay can also come as signals, `approve_delay` and
`refuse_delay`, each with the request (its `id` and `kind` included) as one argument.
All of it is taken only with the word of a gateway for who asks: send it through
`vigil`, which adds it. Only protective action, and a hold on the letters of everybody
or of one of the family, are taken without one.

This page is generated: `python -m tools.make_docs`.
"""


def page() -> str:
    """The whole page, in Markdown."""
    found = sorted(kinds())
    contents = ", ".join(f"[`{kind}`](#{kind})" for kind, _ in found)
    parts = [HEAD, contents, *(_section(kind, model) for kind, model in found)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _section(kind: str, model: type[Asked]) -> str:
    schema = request_schema(model)
    fields = [
        _row(name, field, schema)
        for name, field in schema["properties"].items()
        if name not in (*ON_THE_EVENT, *FROM_THE_GATEWAY)
    ]
    table = "\n".join(["| field | what it is | needed |", "|---|---|---|", *fields])
    example = json.dumps(example_of(kind, model), indent=2, ensure_ascii=False)
    about = " ".join(schema["description"].split())
    return f"## {kind}\n\n{about}\n\n{table}\n\n```json\n{example}\n```"


def _row(name: str, field: dict[str, Any], schema: dict[str, Any]) -> str:
    needed = "yes" if name in schema["required"] else ""
    words = _form(field, schema.get("$defs", {}))
    if "description" in field and "$ref" not in field:
        words = f"{words}: {field['description']}"
    return f"| `{name}` | {words} | {needed} |"


#: A JSON type, and perhaps its format, in words.
WORDS = {
    ("string", "date-time"): "instant",
    ("string", "date"): "day",
    ("null", None): "",
    ("boolean", None): "true or false",
    ("integer", None): "whole number",
    ("object", None): "object",
}


def _form(field: dict[str, Any], defs: dict[str, Any]) -> str:
    if "$ref" in field:
        return _form_of(field["$ref"].rpartition("/")[2], defs)
    if "enum" in field:
        return "one of " + ", ".join(f"`{word}`" for word in field["enum"])
    if "anyOf" in field or "oneOf" in field:
        forms = (_form(one, defs) for one in field.get("anyOf") or field["oneOf"])
        return " or ".join(dict.fromkeys(form for form in forms if form))
    if field.get("type") == "array":
        return f"list of: {_form(field['items'], defs)}"
    known = WORDS.get((field.get("type", "object"), field.get("format")))
    return _text(field) if known is None else known


def _text(field: dict[str, Any]) -> str:
    pattern = field.get("pattern", "")
    if "const" in field:
        return f"`{field['const']}`"
    if pattern.endswith("{0,39}$"):
        return "reference"
    return "code" if pattern.endswith("{0,63}$") else "text"


def _form_of(name: str, defs: dict[str, Any]) -> str:
    found = defs[name]
    if "enum" in found:
        return _form(found, defs)
    inside = ", ".join(f"`{field}`" for field in found.get("properties", {}))
    return f"{name} ({inside})" if len(inside) < 400 else name
