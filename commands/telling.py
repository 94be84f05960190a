"""The record in a practitioner's words: one sentence for each thing that happened."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from adapters.calendars import CalendarInvalid, UnknownCalendar, load_calendar
from commands.words import Place, day, in_words
from domain.in_words import moment_in_words
from domain.recording import Row

#: Names of fields in braces. A field ending in `?` is put in brackets if it is there.
SENTENCES: Final[Mapping[str, str]] = {
    "case-opened": "The case was opened ({what}).",
    "request-accepted": "{by} asked: {asked}.",
    "request-refused": "Something asked was not done ({asked}): {why} {where?}.",
    "terms-adopted": "Other procedures apply from now on: {now}.",
    "corrected": "The record was corrected: {what}.",
    "protective-action-taken": "Action was taken to protect {children}.",
    "case-looked-at": "Nothing was due; the case was looked at.",
    "case-closed": "The case was closed: {reason}.",
    "case-reopened": "The case was reopened: {reason}.",
    "case-sealed": "The time in which the case could be reopened has passed.",
    "discussion-held": "A strategy discussion was held about {children}.",
    "discussion-corrected": "A strategy discussion's date was put right.",
    "enquiry-concluded": "The enquiry {enquiry} was concluded.",
    "enquiry-reopened": "The enquiry {enquiry} was taken up again: {reason}.",
    "conference-decided-on": "It was decided to go to conference about {children}.",
    "decision-redated": "The day of a decision was put right: {decision}.",
    "conference-not-required": "No conference is required for {children}: {reason}.",
    "process-explained": "The process was explained to {person}.",
    "conference-booked": "{conference} ({meeting}) was booked for {starts_at}.",
    "conference-moved": "{conference} moved to {starts_at}: {reason}.",
    "conference-called-off": "{conference} did not go ahead: {why}.",
    "child-adjourned": "{conference} adjourned for {child}: {why}.",
    "conference-held": "{conference} was held.",
    "required-person-absent": "At {conference} {role} was missing: {why}.",
    "child-decided": "{conference} decided about {outcome}.",
    "outcome-undone": "What {conference} decided about {child} was taken back.",
    "meeting-redated": "The day of {meeting} was put right: {now}.",
    "report-completed": "{agency} completed its report for {conference}.",
    "report-countersigned": "The report of {agency} was countersigned by {by}.",
    "report-shared": "The report of {agency} was shared with {person}.",
    "report-not-shared": "The report of {agency} is not shared with {person}: {why}.",
    "report-sent-to-chair": "The report of {agency} reached the chair.",
    "report-changed": "{agency} changed its report: its steps are taken again.",
    "core-group-held": "The core group met ({meeting}).",
    "plan-copy-settled": "{person}'s copy of the plan for {child}: {how} {reason?}.",
    "sibling-concern-raised": "Concern was raised about {child}: {reason}.",
    "emergency-order-made": "An emergency protection order was made: {order}.",
    "emergency-order-extended": "The order {order} now ends on {expires_at}.",
    "expiry-corrected": "When the order {order} ends was put right: {now}.",
    "emergency-order-discharged": "The order {order} was discharged.",
    "legal-action-planned": "Further legal action about {order}: {planned}.",
    "assessment-order-made": "A child assessment order was made: {order}.",
    "assessment-part-concluded": "Under {order}, {part} were concluded.",
    "assessment-order-ended": "The order {order} ended: {why}.",
    "court-date-questioned": "A date of the order {order} is to be confirmed: {why}.",
    "delay-requested": "{by} asked for a delay ({delay}) until {proposed_on}.",
    "delay-approved": (
        "{by} agreed to the delay {delay} until {agreed_on}. This does not move the "
        "date. It says why it is late and what keeps the child safe."
    ),
    "delay-refused": "{by} did not agree to the delay {delay}. The date stands.",
    "risks-checked": "{by} checked the risks ({delay}).",
    "reason-for-lateness-recorded": "The reason for lateness was written down: {code}.",
    "child-added": "{child} was added to the case.",
    "child-born": "{expected} was born.",
    "child-left": "{child} is no longer in the case: {leaving}.",
    "leaving-undone": "{child} is in the case again, without a gap.",
    "eighteen-nears": "{child} turns 18 on {birthday}.",
    "expected-date-passed": "The expected date of {child} passed without news.",
    "household-changed": "{child} lives with {household} since {since}.",
    "child-moved-out": "{child} moved to another area. What is due runs on here.",
    "transfer-notified": "The other area was told of {child}.",
    "person-added": "{person} was added to the case.",
    "person-changed": "How {person} may be reached, or is kept safe, changed.",
    "person-died": "{person} died.",
    "role-assigned": "{held} from now on.",
    "role-ended": "{person} is no longer {role}.",
    "invitation-sent": "{person} was sent the invitation to {conference}.",
    "letter-failed": "A letter to {to} could not be delivered: {why}.",
    "letter-settled": "Somebody dealt with a letter not delivered: {how}.",
    "letters-held": "Letters are held {who?}: {reason}.",
    "letters-released": "Letters are released {who?}: {reason}.",
    "duty-opened": "Due {due}: {key}.",
    "duty-redated": "Now due {due} instead of {was}: {key}.",
    "duty-met": "Done: {key}.",
    "duty-lapsed": "No longer due ({why}): {key}.",
    "duty-reopened": "Due again, {due}: {key}.",
    "deadline-missed": "Missed, due {due_on}: {key}.",
    "miss-withdrawn": "Was in time after all, by a correction: {key}.",
    "rung-fell": "Somebody is told ({rung}): {key}.",
}

NOT_LOCAL: Final = (
    "The calendar of this case cannot be used, so every time below is in UTC and may "
    "be another hour, or another day, than on the wall: {why}."
)


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
    for name in ("where", "reason", "who"):
        word = words.get(name)
        sentence = sentence.replace(f" {{{name}?}}", f" ({word})" if word else "")
    return sentence.format_map(_Words(words))


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
            return str(value.get("ref") or value.get("child") or "")
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
    rule, _, rest = key.partition("/")
    return f"{telling.place.due(rule)} ({rest})" if rest else key


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
    return in_words(code) if isinstance(code, str) else _worded(telling, "", code)


def _outcome(telling: Telling, outcome: Any) -> str:
    return f"{outcome['child']}: {in_words(outcome['decided'])}"


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


SPECIAL: Final[dict[str, Callable[[Telling, Any], str]]] = {
    "key": _key,
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
    "held": _held,
}
