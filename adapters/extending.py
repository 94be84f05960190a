"""A published version as a whole: its own file, its parts, and what it extends.

A version may keep the entries of an earlier one and say only what is new; a long one
is written in parts, `<version>/<part>.toml`, one for each part of the practice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from adapters.toml_files import RulebookInvalid, checked, read_toml, shown
from rulebook.schema import (
    Code,
    DutyRule,
    Edition,
    Frozen,
    GateRule,
    Item,
    MayAsk,
    Prompt,
    Provision,
    Rulebook,
    Source,
)

#: The tables of entries that a version, and each of its parts, may have.
TABLES = ("duties", "provisions", "gates", "items", "prompts", "may_ask")

#: A version extends another that extends another, and no longer chain is of use.
DEEPEST = 4


class Extension(Edition):
    """A version that keeps another's entries, and replaces or adds some by key.

    `without`: the keys of entries that it does not keep.
    """

    extends: Annotated[str, Field(pattern=r"^[a-z0-9+-]+@[a-z0-9-]+$")]
    duties: tuple[DutyRule, ...] = ()
    without: tuple[Code, ...] = ()


class Part(Frozen):
    """The entries of one part of the practice, in a file of their own."""

    duties: tuple[DutyRule, ...] = ()
    provisions: tuple[Provision, ...] = ()
    gates: tuple[GateRule, ...] = ()
    items: tuple[Item, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    may_ask: tuple[MayAsk, ...] = ()


def whole(path: Path, find: Callable[[str], Path], depth: int = 0) -> Rulebook:
    """One version with its parts and all that it keeps of what it extends.

    `find`: the file of a version by its name. Raises RulebookInvalid.
    """
    raw = with_parts(path)
    if "extends" not in raw:
        return checked(Rulebook, raw, path)
    new = checked(Extension, raw, path)
    if depth == DEEPEST:
        raise RulebookInvalid(
            f"{shown(path)}: extends: name a version that does not lead back to this"
        )
    base = whole(find(new.extends), find, depth + 1)
    _knows(base, new, path)
    changes = {
        name: value
        for name, value in new
        if name in new.model_fields_set and name in Rulebook.model_fields
    }
    changes |= {table: _merged(base, new, table) for table in TABLES}
    return checked(Rulebook, {**dict(base), **changes}, path)


def _knows(base: Rulebook, new: Extension, path: Path) -> None:
    if set(new.without) - {entry.key for entry in base.entries()}:
        raise RulebookInvalid(
            f"{shown(path)}: without: name only keys of the version that it extends"
        )


def _merged(base: Rulebook, new: Extension, table: str) -> tuple[Source, ...]:
    """By key, in the base's order, then what is new; less what is not kept.

    An entry may come back in another table: what was a choice becomes a gate.
    """
    anew: dict[str, Source] = {entry.key: entry for entry in getattr(new, table)}
    gone = ({entry.key for entry in new.entries()} | set(new.without)) - anew.keys()
    kept = (entry for entry in getattr(base, table) if entry.key not in gone)
    return tuple(({entry.key: entry for entry in kept} | anew).values())


def with_parts(path: Path) -> dict[str, Any]:
    """What a version's own file says, with the entries of its parts in their order."""
    raw = read_toml(path)
    for part in sorted(path.with_suffix("").glob("*.toml")):
        entries = read_toml(part)
        checked(Part, entries, part)
        for table, rows in entries.items():
            raw[table] = [*raw.get(table, []), *rows]
    return raw
