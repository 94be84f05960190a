"""A council's table of how long records are kept, from a file that it can write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from adapters.rulebooks import SHIPPED, UnknownRulebook
from adapters.toml_files import RulebookInvalid, checked, read_toml, shown
from domain.roles import Role
from rulebook.schema import RetentionPolicy

FOLDER: Final = "retention"
#: Roles that only look on, or carry letters: none of them lets a record go.
_CHANGE_NOTHING: Final = frozenset(
    {Role.INTAKE, Role.SYSTEM_OPERATOR, Role.AUDITOR, Role.ADVOCATE, Role.SUPPORTER}
)


def load_retention(name: str, folders: Sequence[Path] = ()) -> RetentionPolicy:
    """The table of this name, of ours or in one of the council's folders.

    Raises UnknownRulebook where there is none, RulebookInvalid for one that nobody may
    rely on.
    """
    roots = dict.fromkeys(root.resolve() for root in (SHIPPED, *folders))
    files = [file for root in roots for file in sorted(root.glob(f"{FOLDER}/*.toml"))]
    found = [file for file in files if file.stem == name]
    if not found:
        known = ", ".join(sorted({file.stem for file in files}))
        raise UnknownRulebook(f"no such table of retention; there are: {known}")
    if len(found) > 1:
        raise RulebookInvalid(
            f"{shown(found[-1])}: this table exists already; write another id"
        )
    return _sound(checked(RetentionPolicy, read_toml(found[0]), found[0]), found[0])


def _sound(policy: RetentionPolicy, path: Path) -> RetentionPolicy:
    if policy.id != path.stem:
        raise RulebookInvalid(f"{shown(path)}: id: write the file's own name")
    for name in ("may_hold", "may_erase"):
        roles = set(getattr(policy, name))
        if not roles <= set(Role) - _CHANGE_NOTHING:
            raise RulebookInvalid(
                f"{shown(path)}: {name}: write roles that change a case, as "
                "service-manager"
            )
    return policy
