"""Rulebooks and local settings: found by name, read from TOML, refused if unsound.

A name is `york` (its newest version) or `york@2014`. What ships with the program is
always looked at; a council's folders add to it (`published/<id>/<version>.toml`,
`local/<id>.toml`) and can never replace it. An error says the file, the field and
what to write instead, and never repeats what was written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

import rulebook
from rulebook.schema import Edition, Force, Frozen, LocalSettings, Rulebook, Source

#: What ships with the program: rulebooks, local settings and calendars.
SHIPPED = Path(rulebook.__file__).parent

Model = TypeVar("Model", bound=Frozen)
Entry = TypeVar("Entry", bound=Source)
Published = tuple[str, str, Path]

#: Versions are dates, so that their order is the order of publication.
DATED = re.compile(r"\d{4}(-\d{2}){0,2}")

WRITE_INSTEAD = {
    "extra_forbidden": "no such key here; correct its spelling or remove it",
    "missing": "this key is needed; write it",
    "string_pattern_mismatch": "write a code: small letters, digits and hyphens, "
    "or a catalogue id such as SX-21",
}


class Extension(Edition):
    """A version that keeps another's entries, and replaces or adds some by key."""

    extends: Annotated[str, Field(pattern=r"^[a-z0-9+-]+@[a-z0-9-]+$")]


class UnknownRulebook(LookupError):
    """No rulebook or local settings of that name; the message lists what exists."""


class RulebookInvalid(ValueError):
    """A file that nobody may rely on: which, where in it, and what to write."""


def published(folders: Sequence[Path] = ()) -> list[Published]:
    """Every (id, version, path), sorted: the newest version of an id comes last.

    Raises RulebookInvalid if a folder is missing, a version is no date, or two files
    publish one version.
    """
    found: dict[tuple[str, str], Path] = {}
    for path in _files("published/*/*.toml", folders):
        name = (path.parent.name, path.stem)
        if not DATED.fullmatch(path.stem):
            raise RulebookInvalid(
                f"{_shown(path)}: name it by its date: 2027, 2027-01 or 2027-01-31"
            )
        if name in found:
            raise RulebookInvalid(
                f"{_shown(path)}: this version is already published and cannot be "
                "replaced; write a version of your own"
            )
        found[name] = path
    return [(*name, found[name]) for name in sorted(found)]


def load_rulebook(name: str, folders: Sequence[Path] = ()) -> Rulebook:
    """The rulebook `id` (newest version) or `id@version`, whole and validated.

    Raises UnknownRulebook or RulebookInvalid.
    """
    path = _find(name, folders)
    raw = _read(path)
    if "extends" in raw:
        book = _extended(path, _checked(Extension, raw, path), folders)
    else:
        book = _checked(Rulebook, raw, path)
    if (book.id, book.version) != (path.parent.name, path.stem):
        raise RulebookInvalid(
            f"{_shown(path)}: id, version: write the folder's and the file's own names"
        )
    return book


def load_local(name_or_path: str | Path, folders: Sequence[Path] = ()) -> LocalSettings:
    """A council's settings by id (`default`), or from the file at a path.

    Raises UnknownRulebook or RulebookInvalid.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = _local_path(str(name_or_path), folders)
    elif not path.is_file():
        raise UnknownRulebook(f"{_shown(path)}: there is no such file")
    settings = _checked(LocalSettings, _read(path), path)
    if settings.id != path.stem:
        raise RulebookInvalid(f"{_shown(path)}: id: write the file's own name")
    if any(duty.force is not Force.LOCAL for duty in settings.duties):
        raise RulebookInvalid(f"{_shown(path)}: duties, force: write local")
    return settings


def _files(pattern: str, folders: Sequence[Path]) -> list[Path]:
    roots = dict.fromkeys(root.resolve() for root in (SHIPPED, *folders))
    for root in roots:
        if not root.is_dir():
            raise RulebookInvalid(f"{root.name}: there is no such folder of procedures")
    return [path for root in roots for path in sorted(root.glob(pattern))]


def _find(name: str, folders: Sequence[Path]) -> Path:
    wanted, _, version = name.partition("@")
    books = published(folders)
    match = [p for i, v, p in books if i == wanted and version in ("", v)]
    if not match or name.endswith("@"):
        known = ", ".join(f"{i}@{v}" for i, v, _ in books)
        raise UnknownRulebook(f"no such procedures are published; there are: {known}")
    return match[-1]


def _local_path(name: str, folders: Sequence[Path]) -> Path:
    files = _files("local/*.toml", folders)
    match = [path for path in files if path.stem == name]
    if not match:
        known = ", ".join(sorted(path.stem for path in files))
        raise UnknownRulebook(f"no such local settings; there are: {known}")
    if len(match) > 1:
        raise RulebookInvalid(
            f"{_shown(match[-1])}: these settings exist already; write another id"
        )
    return match[0]


def _extended(path: Path, book: Extension, folders: Sequence[Path]) -> Rulebook:
    """The base with this version's entries: by key, in the base's order, then new."""
    parent = _find(book.extends, folders)
    raw = _read(parent)
    if "extends" in raw:
        raise RulebookInvalid(
            f"{_shown(path)}: extends: name a rulebook that extends no other"
        )
    base = _checked(Rulebook, raw, parent)
    changes = dict(book)
    del changes["extends"]
    changes["duties"] = _merged(base.duties, book.duties)
    changes["provisions"] = _merged(base.provisions, book.provisions)
    return _checked(Rulebook, {**dict(base), **changes}, path)


def _merged(base: tuple[Entry, ...], new: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple({entry.key: entry for entry in (*base, *new)}.values())


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except UnicodeDecodeError:
        raise RulebookInvalid(f"{_shown(path)}: save it as UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at (line \d+, column \d+|end of document)", str(error))
        where = place[1] if place else "somewhere"
        raise RulebookInvalid(
            f"{_shown(path)}: {where}: this is not TOML, or the key stands there twice"
        ) from None


def _checked(model: type[Model], raw: dict[str, Any], path: Path) -> Model:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        lines = "; ".join(advice(detail) for detail in details)
        raise RulebookInvalid(f"{_shown(path)}: {lines}") from None


def advice(detail: ErrorDetails) -> str:
    """What to write instead: `duties, entry 4, allowance, unit: write ...`.

    Entries are counted from 1.
    """
    steps = [f"entry {s + 1}" if isinstance(s, int) else s for s in detail["loc"]]
    what = WRITE_INSTEAD.get(detail["type"], detail["msg"])
    return f"{', '.join(steps)}: {what}" if steps else what


def _shown(path: Path) -> str:
    """`york/2014.toml`: enough to find it, without the machine's own folders."""
    return f"{path.parent.name}/{path.name}"
