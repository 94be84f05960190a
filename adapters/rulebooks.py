"""Rulebooks and local settings: found by name, read from TOML, refused if unsound.

A name is `york` (its newest version) or `york@2014`. What ships with the program is
always looked at; a council's folders add to it (`published/<id>/<version>.toml`,
`local/<id>.toml`) and can never replace it. A long version is written in parts, one
for each part of the practice: `published/<id>/<version>/<part>.toml`. An error says
the file, the field and what to write instead, and never repeats what was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import rulebook
from adapters.extending import whole
from adapters.toml_files import RulebookInvalid, checked, read_toml, shown
from domain.asking.complete import unknown
from domain.roles import Role
from rulebook.schema import Force, LocalSettings, Rulebook

#: What ships with the program: rulebooks, local settings and calendars.
SHIPPED = Path(rulebook.__file__).parent

Published = tuple[str, str, Path]

#: Versions are dates, so that their order is the order of publication.
DATED = re.compile(r"\d{4}(-\d{2}){0,2}")


class UnknownRulebook(LookupError):
    """No rulebook or local settings of that name; the message lists what exists."""


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
                f"{shown(path)}: name it by its date: 2027, 2027-01 or 2027-01-31"
            )
        if name in found:
            raise RulebookInvalid(
                f"{shown(path)}: this version is already published and cannot be "
                "replaced; write a version of your own"
            )
        found[name] = path
    return [(*name, found[name]) for name in sorted(found)]


def load_rulebook(name: str, folders: Sequence[Path] = ()) -> Rulebook:
    """The rulebook `id` (newest version) or `id@version`, whole and validated.

    Raises UnknownRulebook or RulebookInvalid.
    """
    path = _find(name, folders)
    book = whole(path, lambda base: _find(base, folders))
    _asks_for_what_is_known(book, path)
    if (book.id, book.version) != (path.parent.name, path.stem):
        raise RulebookInvalid(
            f"{shown(path)}: id, version: write the folder's and the file's own names"
        )
    return book


def _asks_for_what_is_known(book: Rulebook, path: Path) -> None:
    """A slip in a kind of request, or in a role, would let in or keep out nobody."""
    if unknown(entry.request for entry in book.may_ask):
        raise RulebookInvalid(
            f"{shown(path)}: may_ask, request: write a kind of request as "
            "docs/requests.md has it"
        )
    if {role for entry in book.may_ask for role in entry.roles} - set(Role):
        raise RulebookInvalid(
            f"{shown(path)}: may_ask, roles: write codes of roles: {', '.join(Role)}"
        )


def load_local(name_or_path: str | Path, folders: Sequence[Path] = ()) -> LocalSettings:
    """A council's settings by id (`default`), or from the file at a path.

    Raises UnknownRulebook or RulebookInvalid.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        path = _local_path(str(name_or_path), folders)
    elif not path.is_file():
        raise UnknownRulebook(f"{shown(path)}: there is no such file")
    settings = checked(LocalSettings, read_toml(path), path)
    if settings.id != path.stem:
        raise RulebookInvalid(f"{shown(path)}: id: write the file's own name")
    if any(duty.force is not Force.LOCAL for duty in settings.duties):
        raise RulebookInvalid(f"{shown(path)}: duties, force: write local")
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
            f"{shown(match[-1])}: these settings exist already; write another id"
        )
    return match[0]
