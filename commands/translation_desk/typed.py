"""What is typed for the desk, and what to write instead, by the name of its option.

Nothing that was typed is repeated: it may be somebody's name.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer
from pydantic import TypeAdapter, ValidationError

from commands.helping import in_role
from commands.output import Ended, Failure
from domain.ids import Ref
from domain.record.people import Language
from domain.requests.base import By
from domain.roles import Role
from rulebook.schema import Code

Who = Annotated[str, typer.Option("--by", help="Who does it: a reference.")]
InRole = Annotated[Role, in_role("The role in which they do it")]
DESK: Final = Role.TRANSLATION_DESK
#: Who asks the desk for a text, and tells it that one is needed no longer.
ASKS_THE_DESK: Final = Role.COORDINATOR
_REF: Final = TypeAdapter[str](Ref)
_CODE: Final = TypeAdapter[str](Code)
_LANGUAGE: Final = TypeAdapter[str](Language)
_WRITE_A_REFERENCE: Final = (
    "write a reference in small letters, digits and hyphens, at most 40, as "
    "second-reader: it is on record, so it is nobody's name"
)
_WRITE_A_CODE: Final = (
    "write small letters and hyphens, as {example}: it is on record, so it names "
    "nobody and quotes nothing"
)
_WRITE_A_LANGUAGE: Final = "write the code of a language, as ur or zh-Hant"


def acting(person: str, role: Role) -> By:
    """Who does it, of --by. Ends in bad input for what is no reference."""
    return By(person=reference(person, "--by"), role=role)


def reference(typed: str, option: str) -> str:
    """A reference. Ends in bad input."""
    return _read(_REF, typed, option, _WRITE_A_REFERENCE)


def code(typed: str, option: str, example: str) -> str:
    """A code; `example` is one that fits there. Ends in bad input."""
    return _read(_CODE, typed, option, _WRITE_A_CODE.format(example=example))


def language_code(typed: str, option: str) -> str:
    """A language. Ends in bad input."""
    return _read(_LANGUAGE, typed, option, _WRITE_A_LANGUAGE)


def _read(kind: TypeAdapter[str], typed: str, option: str, write: str) -> str:
    try:
        return kind.validate_python(typed)
    except ValidationError:
        raise Failure(Ended.BAD_INPUT, write, where=option) from None
