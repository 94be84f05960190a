"""What is wrong with the settings, in words for whoever starts a program with them.

Names of settings and what to write instead; never what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from adapters.rulebooks import UnknownRulebook
from adapters.sealing.keyring import KeysUnusable
from adapters.toml_files import RulebookInvalid

#: What a program that starts ends with when it is told something wrongly.
TOLD_WRONGLY: Final = (ValidationError, KeysUnusable, UnknownRulebook, RulebookInvalid)
Wrong: TypeAlias = ValidationError | KeysUnusable | UnknownRulebook | RulebookInvalid

PREFIX: Final = "VIGIL_"
SETTING: Final = re.compile(rf"{PREFIX}[A-Z_]+[A-Z]")
#: How a sentence of ours begins that is about one setting of several.
ABOUT_ONE: Final = re.compile(rf"({SETTING.pattern}): (.+)", re.DOTALL)
#: What pydantic finds, by its own codes, in words. What is filled in are our bounds.
INSTEAD: Final = {
    "enum": "write {expected}",
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "float_parsing": "write a number",
    "greater_than": "write more than {gt}",
    "greater_than_equal": "write {ge} or more",
    "less_than_equal": "write {le} or less",
}
UNFIT: Final = "this setting does not fit"


class Fault(NamedTuple):
    """A setting, or the environment as a whole, and what to write instead."""

    where: str
    says: str

    @property
    def paragraph(self) -> str:
        text = f"{self.where}: {self.says}"
        return text if text.endswith(".") else f"{text}."

    @property
    def settings(self) -> frozenset[str]:
        """The settings that it speaks of, each as adapters.settings calls it."""
        found = SETTING.findall(self.paragraph)
        return frozenset(name.removeprefix(PREFIX).lower() for name in found)


def faults_of(error: Wrong) -> list[Fault]:
    """What kept adapters.settings from being made, or what they name from being used.

    The one table that a program reads as it starts is that of retention.
    """
    if isinstance(error, KeysUnusable):
        return [worded("VIGIL_KEYS", str(error))]
    if isinstance(error, UnknownRulebook | RulebookInvalid):
        return [Fault("VIGIL_RETENTION", str(error))]
    found = error.errors(include_input=False, include_url=False)
    return [_fault(each["loc"], each["type"], each.get("ctx", {})) for each in found]


def names_of(faults: Iterable[Fault]) -> str:
    """The settings that they speak of, as one reference for a line of the log."""
    names = {name for each in faults for name in each.settings}
    return "|".join(sorted(names)) or "environment"


def _fault(loc: tuple[int | str, ...], kind: str, about: dict[str, Any]) -> Fault:
    where = f"{PREFIX}{loc[0]}".upper() if loc else "the environment"
    ours = about.get("error")
    if ours is not None:
        return worded(where, str(ours))
    return Fault(where, INSTEAD.get(kind, UNFIT).format(**about))


def worded(where: str, says: str) -> Fault:
    """A sentence of ours: about the setting that it begins with, else about `where`."""
    one = ABOUT_ONE.fullmatch(says)
    return Fault(one[1], one[2]) if one else Fault(where, says)
