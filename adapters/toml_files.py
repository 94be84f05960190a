"""A file of procedures or settings: read as TOML, and checked against its model."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rulebook.schema import Frozen

Model = TypeVar("Model", bound=Frozen)

WRITE_INSTEAD = {
    "extra_forbidden": "no such key here; correct its spelling or remove it",
    "missing": "this key is needed; write it",
    "string_pattern_mismatch": "write a code: small letters, digits and hyphens, "
    "or a catalogue id such as SX-21",
}


class RulebookInvalid(ValueError):
    """A file that nobody may rely on: which, where in it, and what to write."""


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise RulebookInvalid(f"{shown(path)}: save it as UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at (line \d+, column \d+|end of document)", str(error))
        where = place[1] if place else "somewhere"
        raise RulebookInvalid(
            f"{shown(path)}: {where}: this is not TOML, or the key stands there twice"
        ) from None


def checked(model: type[Model], raw: dict[str, Any], path: Path) -> Model:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        lines = "; ".join(advice(detail) for detail in details)
        raise RulebookInvalid(f"{shown(path)}: {lines}") from None


def advice(detail: ErrorDetails) -> str:
    """What to write instead: `duties, entry 4, allowance, unit: write ...`.

    Entries are counted from 1.
    """
    steps = [f"entry {s + 1}" if isinstance(s, int) else s for s in detail["loc"]]
    what = WRITE_INSTEAD.get(detail["type"], detail["msg"])
    return f"{', '.join(steps)}: {what}" if steps else what


def shown(path: Path) -> str:
    """`york/2014.toml`: enough to find it, without the machine's own folders."""
    return f"{path.parent.name}/{path.name}"
