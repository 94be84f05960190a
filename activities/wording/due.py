"""What is due for staff: each thing in whole sentences, calmly and without blame."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from activities.wording.matter import Said
from activities.wording.phrases import NOT_THE_DATE, age, locally
from activities.wording.place import Place
from activities.wording.tasks import to_do
from domain.documents.values import Phrase, phrase

RUNGS = {
    "before": "before the day",
    "on-the-day": "on the day",
    "missed": "when it was missed",
    "weekly-after": "each week since",
}
WHY_AFTER = {
    "missed": "You are told because the day has passed.",
    "weekly-after": "You are told each week until it is done.",
}
WHY_BEFORE = {
    "before": "This is an early reminder.",
    "on-the-day": "This is the reminder on the day.",
}


class Entry(NamedTuple):
    """One thing on a list: what it is, and what is said of it after that."""

    what: Phrase
    told: tuple[Phrase, ...] = ()


Words = Callable[[Said, Place], Entry]


def entry_of(said: Said, place: Place) -> Entry:
    """One line of a message to staff. Raises `LookupError`."""
    return ENTRIES[said.line](said, place)


def _listed(said: Said, place: Place, *sentences: Phrase) -> Entry:
    about = phrase(" (", said["about"], ")") if said["about"] else ()
    told = (sentence for sentence in (*sentences, _agreed(said)) if sentence)
    return Entry((*phrase(place.due(said.word("what"))), *about), tuple(told))


def _missed(said: Said, place: Place) -> Entry:
    by = locally(said.word("force"))
    was = phrase("It was due by the end of ", said["due"], f"{by}, and was missed.")
    why = phrase(WHY_AFTER.get(said.word("rung"), ""))
    return _listed(said, place, was, why, _earlier(said))


def _coming(said: Said, place: Place) -> Entry:
    by = phrase("Due by the end of ", said["due"], f"{locally(said.word('force'))}.")
    why = phrase(WHY_BEFORE.get(said.word("rung"), ""))
    return _listed(said, place, by, why, _earlier(said))


def _at_once(said: Said, place: Place) -> Entry:
    now = phrase(f"Due at once{locally(said.word('force'))}.")
    return _listed(said, place, now, _age(said))


def _undated(said: Said, place: Place) -> Entry:
    why = phrase("The procedures set no time for this.")
    return _listed(said, place, why, _age(said))


def _uncounted(said: Said, place: Place) -> Entry:
    why = phrase(
        "The date cannot be worked out yet, because the calendar of working days "
        "ends before it."
    )
    return _listed(said, place, why, _age(said))


def _settled(said: Said, place: Place) -> Entry:
    since = phrase("Nothing more is needed: it was settled meanwhile.")
    return _listed(said, place, since)


def _task(said: Said, place: Place) -> Entry:
    return Entry(to_do(said, place))


def _age(said: Said) -> Phrase:
    days = int(said.word("open-days"))
    return phrase(age(days) if days else "It was opened today.")


def _earlier(said: Said) -> Phrase:
    """What fell before and was not told on its own."""
    told = [RUNGS[rung] for rung in said.word("earlier").split()]
    return phrase(f"Reminders that fell earlier: {', '.join(told)}." if told else "")


def _agreed(said: Said) -> Phrase:
    if not said["agreed"]:
        return ()
    return phrase("A delay until ", said["agreed"], f" has been agreed. {NOT_THE_DATE}")


ENTRIES: dict[str, Words] = {
    "missed": _missed,
    "task": _task,
    "at-once": _at_once,
    "due": _coming,
    "no-time-set": _undated,
    "calendar-ends": _uncounted,
    "settled-since": _settled,
}
