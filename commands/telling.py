"""The record in a practitioner's words: one sentence for each thing that happened."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from activities.wording.documents_named import name_of
from adapters.calendars import CalendarInvalid, UnknownCalendar, load_calendar
from commands.letters.keys import is_a_letter, kind_of, recipient_of
from commands.letters.sending import State
from commands.letters.standings import STANDS, WAYS
from commands.sentences import SENTENCES
from commands.words import Place, day, in_words
from domain.in_words import moment_in_words
from domain.letters import Standing
from domain.recording import Row

NOT_LOCAL: Final = (
    "The calendar of this case cannot be used, so every time below is in UTC and may "
    "be another hour, or another day, than on the wall: {why}."
)
#: A field that is told only where it is there: ` {reason?}`.
OPTIONAL: Final = re.compile(r" \{(\w+)\?\}")
#: The words of a person that end a sentence bring its full stop with them.
ENDED_TWICE: Final = re.compile(r"([.!?]\)?)\.$")
#: The one kind of entry that tells how a letter stands.
NOT_DELIVERED: Final = "letter-not-delivered"
#: Of a thing with several fields, the one that says which it is, or whose.
WHOSE: Final = ("ref", "child", "person", "whose", "who")


class Telling(NamedTuple):
    """How a record is told: the words of its procedures, the clock on its wall.

    `doubt` says that the clock is another one, and why; empty when it is not.
    """

    place: Place
    zone: str
    doubt: str = ""

    @classmethod
    def of(cls, held: Sequence[Row], folders: Sequence[Path]) -> Telling:
        """By the procedures and the calendar that the case was opened under."""
        opened: dict[str, Any] = json.loads(held[0].body)
        place = Place(opened.get("rulebook", {}).get("id", ""))
        try:
            days = load_calendar(opened.get("calendar", {}).get("id", ""), folders)
        except (UnknownCalendar, CalendarInvalid) as error:
            return cls(place, "UTC", NOT_LOCAL.format(why=error))
        return cls(place, days.zone)


def told(telling: Telling, row: Row) -> str:
    """One thing that happened, in a sentence; by its kind where we have none."""
    fact: dict[str, Any] = json.loads(row.body)
    sentence = SENTENCES.get(row.kind)
    if sentence is None:
        return f"{in_words(row.kind).capitalize()}."
    words = {name: _worded(telling, name, value) for name, value in fact.items()}
    if row.kind == NOT_DELIVERED and words.get("why"):
        words["standing"] = f"{STANDS[State.NOT_TAKEN]}: {words['why']}"
    for name in OPTIONAL.findall(sentence):
        word = words.get(name)
        sentence = sentence.replace(f" {{{name}?}}", f" ({word})" if word else "")
    return ENDED_TWICE.sub(r"\1", sentence.format_map(_Words(words)))


class _Words(dict[str, str]):
    """A field that an older version did not have is said to be missing, not a fault."""

    def __missing__(self, name: str) -> str:
        return "not said"


def _worded(telling: Telling, name: str, value: Any) -> str:
    special = SPECIAL.get(name)
    if special is not None:
        return special(telling, value)
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(_worded(telling, "", each) for each in value)
        case dict():
            return next((str(value[name]) for name in WHOSE if value.get(name)), "")
        case str():
            return _moment(telling, value)
        case _:
            return str(value)


def _moment(telling: Telling, text: str) -> str:
    """An instant or a day as people say it; any other text as it is."""
    try:
        if len(text) == len("2026-12-16"):
            return day(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if at.tzinfo is None else moment_in_words(at, telling.zone)


def _key(telling: Telling, key: str) -> str:
    if is_a_letter(key):
        return f"{name_of(kind_of(key), telling.place)} to {recipient_of(key)}"
    rule, _, rest = key.partition("/")
    return f"{telling.place.due(rule)} ({rest})" if rest else key


def _delivery(telling: Telling, gone: Any) -> str:
    if not isinstance(gone, dict):
        return _worded(telling, "", gone)
    name = name_of(gone.get("document") or gone["letter"], telling.place)
    about, way = gone["about"], WAYS[gone["channel"]]
    return f"{name} ({about}) to {gone['to']} by {way}"


def _standing(telling: Telling, standing: Any) -> str:
    """Why a letter did not arrive; `unconfirmed` is one not heard of in its time."""
    if standing == Standing.UNCONFIRMED:
        return STANDS[State.NOT_HEARD_IN_TIME]
    return STANDS.get(standing, in_words(standing))


def _due(telling: Telling, due: Any) -> str:
    if not isinstance(due, dict):
        return _worded(telling, "", due)
    on = due.get("due_on")
    if on is not None:
        return f"by the end of {day(date.fromisoformat(on))}"
    return "without a date" if "since" in due else str(due.get("ref", ""))


def _by(telling: Telling, by: Any) -> str:
    if isinstance(by, dict):
        return f"{by['person']} ({telling.place.role(by['role'])})"
    return str(by)


def _code(telling: Telling, code: Any) -> str:
    """A code in words; where people may write a sentence, theirs as it is."""
    if not isinstance(code, str):
        return _worded(telling, "", code)
    return code if " " in code else in_words(code)


def _outcome(telling: Telling, outcome: Any) -> str:
    return f"{outcome['child']}: {in_words(outcome['decided'])}"


def _trigger(telling: Telling, trigger: Any) -> str:
    return f"{trigger['child']}: {in_words(trigger['code'])}"


def _leaving(telling: Telling, leaving: Any) -> str:
    return in_words(leaving["why"])


def _held(telling: Telling, held: Any) -> str:
    acting = " acts as " if held.get("acting") else " is "
    return f"{held['person']}{acting}{telling.place.role(held['role'])}"


def _now(telling: Telling, now: Any) -> str:
    return f"{now['id']} {now['version']}" if _is_named(now) else _due(telling, now)


def _is_named(value: Any) -> bool:
    return isinstance(value, dict) and "version" in value


def _planned(telling: Telling, planned: Any) -> str:
    return "planned" if planned else "not planned any more"


def _role(telling: Telling, role: Any) -> str:
    return f"the {telling.place.role(role)}"


def _sufficiency(telling: Telling, answer: Any) -> str:
    return "enough" if answer["satisfied"] else "not enough yet"


def _groups(telling: Telling, decided: Any) -> str:
    return "; ".join(" with ".join(group) for group in decided["groups"])


SPECIAL: Final[dict[str, Callable[[Telling, Any], str]]] = {
    "key": _key,
    "delivery": _delivery,
    "standing": _standing,
    "due": _due,
    "was": _due,
    "now": _now,
    "by": _by,
    "asked": _code,
    "what": _code,
    "why": _code,
    "reason": _code,
    "code": _code,
    "how": _code,
    "rung": _code,
    "part": _code,
    "planned": _planned,
    "role": _role,
    "outcome": _outcome,
    "leaving": _leaving,
    "trigger": _trigger,
    "held": _held,
    "sufficiency": _sufficiency,
    "groups": _groups,
}
