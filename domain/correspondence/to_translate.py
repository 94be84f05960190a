"""The text that the desk is given: one for all of the family who need it translated.

It says what each of them may see, and to nobody in particular: who acts is named by
their part, and what one of them may not see is left out for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from domain.case import Case
from domain.clearance.readers import readers_of
from domain.clearance.withheld import secrets_among
from domain.correspondence.looking_through import look_through
from domain.correspondence.recipient import NothingToSay, Recipient
from domain.correspondence.telling import Telling
from domain.documents.kinds import DocumentKind
from domain.letters import Channel, Line
from domain.making import changed
from domain.record.people import PersonKind
from domain.record.translations import Translation
from domain.translations.needed import ENGLISH, needed, version_of

Say = Callable[[Telling], Iterable[Line]]


def to_translate(t: Telling, says: dict[DocumentKind, Say]) -> tuple[Line, ...]:
    """The lines of what is to be translated, its reader first.

    Raises `NothingToSay` for a job that is over, `NotSeen` where one of those who need
    it may not see what it has to say, `NotCleared` where somebody typed that into it.
    """
    job = t.case.translation(t.effect.translation)
    if job is None or not job.awaited:
        raise NothingToSay
    readers = _readers(t.case, job)
    clear = t.clear._replace(
        to=readers[0] if readers else "",
        readers=readers,
        document=job.document,
        withheld=secrets_among(t.case, readers, t.clear.ours, t.clear.places),
    )
    effect = changed(t.effect, child=job.child)
    whole = t._replace(effect=effect, to=_somebody(), clear=clear)
    lines = tuple(says[job.document](whole))
    look_through(lines, clear.withheld)
    return (_reader(t.case), *lines)


def _readers(case: Case, job: Translation) -> tuple[str, ...]:
    """Everybody who needs this text in any language, and who reads with them."""
    text = version_of(job).text
    theirs = (refs for version, refs in needed(case).items() if version.text == text)
    people = dict.fromkeys((*job.readers, *(ref for refs in theirs for ref in refs)))
    readers = (r for ref in people for r in readers_of(case, ref, Channel.EMAIL))
    return tuple(dict.fromkeys(readers))


def _somebody() -> Recipient:
    """Somebody of the family, whoever it is."""
    part = PersonKind.FAMILY.value
    return Recipient(ref="", name="", address="", language=ENGLISH, part=part)


def _reader(case: Case) -> Line:
    procedures = case.terms.rulebook.id
    values = {"part": PersonKind.FAMILY.value, "procedures": procedures, "role": ""}
    return Line(code="reader", values={**values})
