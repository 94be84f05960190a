"""One whole example of any model, made from its schema; and every place in it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tests.domain.builders import terms

INSTANT, DAY = "2026-12-07T10:00:00Z", "2026-12-07"
Path = tuple[str | int, ...]


def example(model: type[BaseModel]) -> dict[str, Any]:
    """Every field given, as JSON would give it, the optional ones too."""
    schema = model.model_json_schema()
    made: dict[str, Any] = _made(schema, schema.get("$defs", {}))
    return _whole(made)


def _whole(made: dict[str, Any]) -> dict[str, Any]:
    """What no schema can say: real terms, and a child either born or expected."""
    if isinstance(made.get("terms"), dict):
        made["terms"] = json.loads(terms().model_dump_json())
    for _, found in [((), made), *places(made)]:
        if isinstance(found, dict) and "born" in found:
            found.update({"expected": None} if found.get("expected") == DAY else {})
    return made


def _made(schema: dict[str, Any], known: dict[str, Any]) -> Any:
    if "$ref" in schema:
        return _made(known[schema["$ref"].rpartition("/")[2]], known)
    either = schema.get("anyOf") or schema.get("oneOf")
    if either:
        return _made(either[0], known)
    match schema.get("type"):
        case _ if {"const", "enum"} & schema.keys():
            return schema.get("const") or schema["enum"][0]
        case "object":
            return _object(schema, known)
        case "array":
            return [_made(schema["items"], known)]
        case "string":
            return _text(schema)
        case "boolean":
            return True
        case _:
            return 1


def _object(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    if "properties" not in schema:
        return {}
    return {name: _made(part, known) for name, part in schema["properties"].items()}


def _text(schema: dict[str, Any]) -> str:
    pattern = schema.get("pattern", "")
    if pattern.startswith("^[^@"):
        return "somebody@council.example"
    if pattern.startswith("^[a-z]{2,3}("):
        return "pl"
    figures = re.fullmatch(r"\^\[0-9a-f\]\{(\d+)\}\$", pattern)
    if figures:
        return "0" * int(figures[1])
    return {"date-time": INSTANT, "date": DAY}.get(schema.get("format", ""), "york")


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place within, with what stands there; a container before its contents."""
    items: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        items = [*value.items()]
    elif isinstance(value, list):
        items = [*enumerate(value)]
    for name, inner in items:
        yield (*path, name), inner
        if name != "terms":
            yield from places(inner, (*path, name))


def with_instead(whole: Any, path: Path, value: Any) -> Any:
    """A copy that has something else in one place."""
    changed = copy.deepcopy(whole)
    parent = changed
    for name in path[:-1]:
        parent = parent[name]
    parent[path[-1]] = value
    return changed


def without(whole: Any, path: Path) -> Any:
    """A copy that lacks one place."""
    changed = copy.deepcopy(whole)
    parent = changed
    for name in path[:-1]:
        parent = parent[name]
    del parent[path[-1]]
    return changed
