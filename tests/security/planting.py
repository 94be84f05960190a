"""A story with a made-up word in place of everything that anybody could be known by.

What is personal is told from the models: a field that takes a sentence is written by
people, and so is an address. Whatever else is text there is a code, a reference or a
date by its own pattern, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from adapters.requests import ADOPT_TERMS, AdoptTermsNamed
from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import Rehearsed
from commands.rehearsal.story import Story, read_story
from domain.events import REQUEST_PREFIX, VERSION
from domain.intake import Intake
from domain.requests import Request
from tests.security.marks import MARK, word
from tests.stories import FILES

SENTENCE: Final = "Ünsaid: 3 things, at No. 7!"
MAILBOX: Final = "ünsaid" + "@" + "anywhere.example"
#: Names of things that have no pattern of their own.
NAMES_OF_THINGS: Final = frozenset(
    {
        "TermsNamed.rulebook",
        *("SettleUndeliveredLetter.key", "RecordPosted.key", "RecordDelivery.key"),
    }
)
KINDS: Final[dict[str, type[BaseModel]]] = {
    each.model_fields["kind"].default: each for each in get_args(Request)
}
ASKED: Final = "translation-asked"


class Planted(NamedTuple):
    """A story as it is played. `before`: what is told of it without its words."""

    story: Story
    raw: bytes
    canaries: tuple[str, ...]
    numbers: tuple[str, ...]
    before: Rehearsed
    told: Rehearsed

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands for all of its canaries: how the words begin, and the numbers."""
        return MARK, *self.numbers


@dataclass
class Planting:
    """Puts a word for each value: the same value, the same word, so that who shares a
    mailbox still does."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    fields: dict[str, int] = field(default_factory=dict)

    def event(self, event: dict[str, Any]) -> dict[str, Any]:
        """An event with its data planted; what stands around the data is opaque."""
        model = model_of(event["type"])
        return {**event, "data": self._object(event["data"], model)}

    def _object(self, data: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
        fields = model.model_fields
        return {
            name: self._value(
                value,
                _typed(fields[name].annotation, tuple(fields[name].metadata)),
                f"{model.__name__}.{name}",
            )
            for name, value in data.items()
        }

    def _value(self, value: Any, hint: Any, where: str) -> Any:
        bare, meta = unwrapped(hint)
        origin, inner = get_origin(bare), get_args(bare)
        if origin in {Union, UnionType}:
            return self._value(value, _typed(chosen(value, inner), meta), where)
        if isinstance(value, list):
            return [self._value(each, inner[0], where) for each in value]
        if origin is dict:
            return {
                key: self._value(each, inner[1], where) for key, each in value.items()
            }
        if isinstance(value, dict):
            return self._object(value, bare)
        return self._text(value, hint, where) if bare is str else value

    def _text(self, value: str, hint: Any, where: str) -> str:
        if not is_personal(hint, where):
            return value
        self.fields[where] = self.fields.get(where, 0) + 1
        sort = where.rpartition(".")[2]
        if (sort, value) not in self.words:
            self.words[sort, value] = self._new(sort, value)
        return self.words[sort, value]

    def _new(self, sort: str, value: str) -> str:
        number = 10 * len(self.words)
        match sort:
            case "email" | "team_inbox":
                return f"{word(number).lower()}@{value.partition('@')[2]}"
            case "name":
                return f"{word(number)} {word(number + 1)}"
            case "post":
                return f"4 {word(number)} Yard, {word(number + 1)}, QX9 9QX"
            case "phone":
                self.numbers.append(f"0{7_318_460_295 + 7919 * number}")
                return self.numbers[-1]
            case _:
                said = (f"It is {word(number)}, at {word(number + 1)}.",)
                return " ".join((*said, *self._said_in(value)))

    def _said_in(self, text: str) -> Iterator[str]:
        """What somebody typed of another's secret, into a text where it must not be."""
        for (sort, secret), instead in self.words.items():
            if secret.casefold() in text.casefold():
                yield f"Ask {instead} first."
            elif sort == "name" and secret.split()[0] in text:
                yield f"Ask {instead.split()[0]} first."


def worded(name: str) -> tuple[bytes, Planting]:
    """A sample story with its words in place, and which they are."""
    planting = Planting()
    lines = (
        json.dumps(planting.event(json.loads(line))).encode()
        for line in FILES[name].read_bytes().splitlines()
        if line.strip()
    )
    return b"\n".join(lines), planting


def planted(name: str) -> Planted:
    """A sample story with its words planted, and what the domain makes of both."""
    raw, planting = worded(name)
    before = play(read_story(FILES[name].read_bytes()))
    raw, told = _told(raw, before)
    words = {w.strip(".,") for text in planting.words.values() for w in text.split()}
    numbers = tuple(planting.numbers)
    canaries = (*sorted(_marked(words)), *numbers)
    return Planted(read_story(raw), raw, canaries, numbers, before, told)


def _marked(words: set[str]) -> Iterator[str]:
    for each in words:
        if each.lower().startswith(MARK.lower()):
            yield each.partition("@")[0]


def _told(raw: bytes, before: Rehearsed) -> tuple[bytes, Rehearsed]:
    """With the fingerprints of what is to be translated as they now are.

    A translator gives back the fingerprint of what was asked for, and it says names.
    """
    was = _sources(before)
    while True:
        told = play(read_story(raw))
        now = _sources(told)
        moved = {
            was[ref]: now[ref] for ref in was if now.get(ref, was[ref]) != was[ref]
        }
        if not moved:
            return raw, told
        for old, new in moved.items():
            raw = raw.replace(old.encode(), new.encode())
        was |= {ref: now[ref] for ref in was if ref in now}


def _sources(told: Rehearsed) -> dict[str, str]:
    asked = (
        fact.fact["translation"] for fact in told.facts if fact.fact["kind"] == ASKED
    )
    return {each["ref"]: each["source"] for each in asked}


def model_of(type: str) -> type[BaseModel]:
    """What an event's data is: an intake, or the request of its type."""
    if not type.startswith(REQUEST_PREFIX):
        return Intake
    kind = type.removeprefix(REQUEST_PREFIX).removesuffix(VERSION)
    return AdoptTermsNamed if kind == ADOPT_TERMS else KINDS[kind]


def is_personal(hint: Any, where: str) -> bool:
    """Whether somebody could be known by what stands in a field of this type."""
    return where not in NAMES_OF_THINGS and any(
        takes(hint, text) for text in (SENTENCE, MAILBOX)
    )


@cache
def takes(hint: Any, text: str) -> bool:
    try:
        TypeAdapter(hint).validate_python(text)
    except ValidationError:
        return False
    return True


def chosen(value: Any, options: tuple[Any, ...]) -> Any:
    """The one of several types that a value is of."""
    for option in options:
        try:
            TypeAdapter(option).validate_json(json.dumps(value))
        except ValidationError:
            continue
        return option
    raise LookupError("a value of no type that its field has")


def unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without what is said about it, and that."""
    if get_origin(hint) is Annotated:
        bare, *meta = get_args(hint)
        return bare, tuple(meta)
    return hint, ()


def _typed(bare: Any, meta: tuple[Any, ...]) -> Any:
    return Annotated[bare, *meta] if meta else bare
