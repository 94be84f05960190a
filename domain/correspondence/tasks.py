"""What a task tells: its code, whom or what it is about, and what is known of that."""

from __future__ import annotations

from datetime import date

from domain.case import Case
from domain.correspondence.days import said_day
from domain.documents.values import Value
from domain.effects import EffectKind, Item
from domain.letters import Line
from domain.record.children import eighteenth_birthday
from domain.record.people import FailedLetter

LETTER = "letter-"


def task(case: Case, item: Item) -> Line:
    """One thing that a person has to do or to know, by reference."""
    values = {"task": item.code or "", **_about(case, item.about)}
    return Line(code="task", values=values)


def _about(case: Case, about: str) -> dict[str, Value]:
    """What the case holds under a reference: a letter, a child, a delay, a person."""
    failed = _failed(case, about)
    if failed is not None:
        return _of_letter(case, about, failed)
    birthday = _birthday(case, about)
    if birthday is not None:
        return {"about": about, "on": said_day(case, birthday)}
    delay = next((d for d in case.delays if d.ref == about), None)
    if delay is not None:
        return {"about": delay.ref, "agreed": said_day(case, delay.agreed_on)}
    return _of_parts(case, about)


def _failed(case: Case, about: str) -> FailedLetter | None:
    number = about.removeprefix(LETTER)
    if number == about or not number.isdecimal():
        return None
    place = int(number) - 1
    return case.failed[place] if 0 <= place < len(case.failed) else None


def _of_letter(case: Case, about: str, failed: FailedLetter) -> dict[str, Value]:
    kind = failed.key.removeprefix(f"{case.ref}/").partition("/")[0]
    known = case.person(failed.to) is not None
    whom = {"to": failed.to} if known else {"role": failed.to}
    return {"about": about, **whom, "why": failed.why, "letter": kind}


def _birthday(case: Case, about: str) -> date | None:
    child = case.child(about)
    born = child.born if child is not None else None
    return eighteenth_birthday(born) if born is not None else None


def _of_parts(case: Case, about: str) -> dict[str, Value]:
    """`<conference>/.../<person>`, after the kind of letter where that is said."""
    parts = about.split("/")
    letter = parts.pop(0) if parts[0] in set(EffectKind) else ""
    person = parts[-1] if case.person(parts[-1]) is not None else ""
    return {"about": parts[0], "to": person, "letter": letter}
