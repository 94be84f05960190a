"""Messages to staff: what is due, the most urgent first, calmly and without blame."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from activities.wording.matter import Matter
from activities.wording.phrases import NOT_THE_DATE, age, locally
from activities.wording.place import Place
from activities.wording.tasks import to_do
from domain.letters import Line

Words = Callable[[dict[str, str], Place], str]

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


def what_is_due(matter: Matter) -> list[str]:
    """The lines under their headings, in the order in which they come."""
    return [
        "\n".join((HEADINGS[code], *(_entry(line, matter.place) for line in lines)))
        for code, lines in groupby(matter.lines, key=lambda line: line.code)
    ]


def _entry(line: Line, place: Place) -> str:
    return f"- {ENTRIES[line.code](line.values, place)}"


def _listed(said: dict[str, str], place: Place, *sentences: str) -> str:
    about = f" ({said['about']})" if said["about"] else ""
    told = [sentence for sentence in (*sentences, _agreed(said)) if sentence]
    return f"{place.due(said['what'])}{about}\n  {' '.join(told)}"


def _missed(said: dict[str, str], place: Place) -> str:
    by = f"{said['due']}{locally(said['force'])}"
    was = f"It was due by the end of {by}, and was missed."
    return _listed(said, place, was, WHY_AFTER.get(said["rung"], ""), _earlier(said))


def _coming(said: dict[str, str], place: Place) -> str:
    by = f"Due by the end of {said['due']}{locally(said['force'])}."
    return _listed(said, place, by, WHY_BEFORE.get(said["rung"], ""), _earlier(said))


def _at_once(said: dict[str, str], place: Place) -> str:
    return _listed(said, place, f"Due at once{locally(said['force'])}.", _age(said))


def _undated(said: dict[str, str], place: Place) -> str:
    return _listed(said, place, "The procedures set no time for this.", _age(said))


def _uncounted(said: dict[str, str], place: Place) -> str:
    why = (
        "The date cannot be worked out yet, because the calendar of working days "
        "ends before it."
    )
    return _listed(said, place, why, _age(said))


def _settled(said: dict[str, str], place: Place) -> str:
    return _listed(said, place, "Nothing more is needed: it was settled meanwhile.")


def _age(said: dict[str, str]) -> str:
    days = int(said["open-days"])
    if not days:
        return "It was opened today."
    return age(days)


def _earlier(said: dict[str, str]) -> str:
    """What fell before and was not told on its own."""
    told = [RUNGS[rung] for rung in said["earlier"].split()]
    return f"Reminders that fell earlier: {', '.join(told)}." if told else ""


def _agreed(said: dict[str, str]) -> str:
    if not said["agreed"]:
        return ""
    return f"A delay until {said['agreed']} has been agreed. {NOT_THE_DATE}"


HEADINGS = {
    "missed": "Missed",
    "task": "To do",
    "at-once": "Due now",
    "due": "Coming up",
    "no-time-set": "No time set",
    "calendar-ends": "Date not known yet",
    "settled-since": "Settled meanwhile",
}
ENTRIES: dict[str, Words] = {
    "missed": _missed,
    "task": to_do,
    "at-once": _at_once,
    "due": _coming,
    "no-time-set": _undated,
    "calendar-ends": _uncounted,
    "settled-since": _settled,
}
