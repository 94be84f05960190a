"""The text that the desk is given: one for all of the family who need it translated.

It says what each of them may see, and to nobody in particular: who acts is named by
their part, and what one of them may not see is left out for all. Somebody for whom a
person must decide first is none of them: they stop nobody else's. What changes while
the text stays as it is, such as the next dates, is left to the English copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from domain.case import Case
from domain.clearance.readers import readers_of
from domain.clearance.withheld import secrets_among
from domain.correspondence.looking_through import look_through
from domain.correspondence.recipient import NothingToSay, Recipient
from domain.correspondence.telling import Telling
from domain.documents.kinds import DocumentKind
from domain.letters import Channel, Line
from domain.making import changed
from domain.readings.kept_away import is_barred
from domain.record.people import PersonKind
from domain.record.translations import Translation
from domain.roles import Role
from domain.translations.needed import (
    ENGLISH,
    everybody_of,
    needed,
    version_of,
)

Say = Callable[[Telling], Iterable[Line]]

#: Lines that become untrue though nothing else of the document does.
CHANGES: Final = frozenset({"due", "own-version"})


def to_translate(t: Telling, says: dict[DocumentKind, Say]) -> tuple[Line, ...]:
    """The lines of what is to be translated, its reader first.

    Raises `NothingToSay` for a job that is over, `NotSeen` where one of those who need
    it may not see what it has to say, `NotCleared` where somebody typed that into it.
    """
    job = t.case.translation(t.effect.translation)
    if job is None or not job.awaited:
        raise NothingToSay
    whole = _to_them_all(t, job)
    lines = tuple(filter(_stays_true, says[job.document](whole)))
    look_through(lines, whole.clear.withheld)
    return (_reader(t.case), *lines)


def _to_them_all(t: Telling, job: Translation) -> Telling:
    """To nobody by name; everybody in the part that they had at the conference."""
    readers = _readers(t.case, job)
    clear = t.clear._replace(
        to=readers[0] if readers else "",
        readers=readers,
        document=job.document,
        withheld=secrets_among(t.case, readers, t.clear.ours, t.clear.places),
    )
    return t._replace(
        effect=changed(t.effect, child=job.child),
        to=_somebody(),
        now=t.conference().held_at or t.now,
        clear=clear,
    )


def _stays_true(line: Line) -> bool:
    """Whether nothing but another source can make it untrue."""
    if line.code == "seen-by":
        # Who visits until there is a plan may change any day.
        return line.values["who"] == Role.KEY_WORKER.value
    return line.code not in CHANGES


def _readers(case: Case, job: Translation) -> tuple[str, ...]:
    """Everybody who needs this text in any language, and who reads with them.

    The letter for a child is read by that child, and by nobody else of the family.
    """
    if job.document is DocumentKind.OUTCOME_FOR_CHILD and job.child is not None:
        return (job.child,)
    people = _people(case, job)
    readers = (r for ref in people for r in readers_of(case, ref, Channel.EMAIL))
    known = dict.fromkeys(
        r for r in readers if r in people or not _is_kept_away(case, r)
    )
    return tuple(known)


def _people(case: Case, job: Translation) -> tuple[str, ...]:
    """Who needs it; in advance, while nobody does, all who are told it at all."""
    text = version_of(job).text
    theirs = (refs for version, refs in needed(case).items() if version.text == text)
    wanted = {*job.readers, *(ref for refs in theirs for ref in refs)}
    told = everybody_of(case, text)
    return tuple(ref for ref in told if ref in wanted) or told


def _is_kept_away(case: Case, ref: str) -> bool:
    """Whoever decided that somebody gets it knew of those of them who read along.

    What goes to that mailbox is cleared for them again; here they stop nobody.
    """
    person = case.person(ref)
    return person is not None and is_barred(person)


def _somebody() -> Recipient:
    """Somebody of the family, whoever it is."""
    part = PersonKind.FAMILY.value
    return Recipient(ref="", name="", address="", language=ENGLISH, part=part)


def _reader(case: Case) -> Line:
    procedures = case.terms.rulebook.id
    values = {"part": PersonKind.FAMILY.value, "procedures": procedures, "role": ""}
    return Line(code="reader", values={**values})
