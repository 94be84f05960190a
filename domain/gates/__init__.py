"""Gates: what must be so before a step, asked of the case as the step would leave it.

A gate is an entry of the terms; what it asks is a function here, one file for each
part of the practice, that finds what is missing. A step is refused with all that is
missing at once: what, about whom, who can put it right, under which rule.

subject        what a gate is asked of, and the conditions under which it applies
steps          which requests take which step, with what
invitations    who is invited, why, and who was thought of
invited        who stands on that list: relatives, practitioners, the guardian
reports        what a report holds, and that each was accounted for
participation  the child's and the family's own part
preparation    how each of them was prepared for it
safety         who is kept away, and what they are told
conference     before the conference and on its day
chair          who chairs it, and what its chair answers for
siblings       one conference for all the children, or several
quorum         who counts towards it, child by child
record         what the record holds before it is closed
outcomes       what is decided about each child, in the parts that follow
judgements     the risk, past harm, and who poses it
categories     under which categories of harm a child has a plan
plans          what a plan says, and who sees to it
exits          how a child leaves without a plan
agreement      whether the agencies agree, and who has no say
pre_birth      why a conference is held before a birth
children       which children are considered, together or apart
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.case import Case
from domain.errors import NotYet
from domain.gates.children import CHILDREN
from domain.gates.conference import CONFERENCE
from domain.gates.invitations import INVITATIONS
from domain.gates.outcomes import OUTCOMES
from domain.gates.participation import PARTICIPATION
from domain.gates.quorum import QUORUM
from domain.gates.record import RECORD
from domain.gates.reports import REPORTS
from domain.gates.safety import SAFETY
from domain.gates.steps import steps_of
from domain.gates.subject import WHOLE, Finding, Subject, applies
from domain.lack import Lack
from domain.requests import Request
from rulebook.schema import Asks, Before

FINDINGS: dict[Asks, Finding] = {
    **INVITATIONS,
    **REPORTS,
    **PARTICIPATION,
    **SAFETY,
    **CONFERENCE,
    **QUORUM,
    **RECORD,
    **OUTCOMES,
    **CHILDREN,
}

#: What a step is called in "Before ..., this must be so".
IN_WORDS: dict[Before, str] = {
    Before.BOOK: "this conference can be booked",
    Before.INVITE: "the invitations can go",
    Before.EXPLAIN: "this counts as explained",
    Before.REPORT: "this report is complete",
    Before.EXCLUDE: "anybody is excluded",
    Before.HOLD: "this conference can be held",
    Before.DECIDE: "this child is decided",
    Before.CLOSE: "this conference can be closed",
    Before.CLOSE_CASE: "the case can be closed",
}


def lacks(case: Case, before: Before, subject: Subject) -> Iterator[Lack]:
    """Every gate before this step that is not passed, in the rulebook's order."""
    for gate in case.terms.gates_before.get(before, ()):
        if not applies(case, gate.when, subject):
            continue
        missing = tuple(dict.fromkeys(FINDINGS[gate.asks](case, gate, subject)))
        if missing:
            yield Lack(
                gate=gate.key,
                before=before,
                conference=subject.conference.ref if subject.conference else None,
                about=tuple(_about(subject, ref) for ref in missing),
                ids=gate.ids,
                who=gate.who,
                refuses=gate.refuses,
            )


def _about(subject: Subject, ref: str) -> str:
    """The child comes first where the step is about one child."""
    if subject.child is None or ref == subject.child:
        return ref
    return subject.child if ref == WHOLE else f"{subject.child}: {ref}"


def pass_gates(after: Case, request: Request) -> None:
    """Raises `NotYet` with all that is missing before what the request does.

    `after` is the case as the request would leave it.
    """
    if not after.terms.gates:
        return
    refusing = [
        lack
        for before, subject in steps_of(after, request)
        for lack in lacks(after, before, subject)
        if lack.refuses
    ]
    if refusing:
        raise NotYet(_message(refusing), tuple(refusing))


def _message(missing: Iterable[Lack]) -> str:
    """By reference and code alone: what somebody typed is never said again."""
    first, *_ = found = list(missing)
    said = "; ".join(map(_line, found))
    return f"Before {IN_WORDS[first.before]}, this must be so: {said}."


def _line(lack: Lack) -> str:
    about = ", ".join(ref for ref in lack.about if ref != WHOLE)
    rules = f" [{', '.join(lack.ids)}]" if lack.ids else ""
    who = " or ".join(lack.who).replace("-", " ")
    what = lack.gate.replace("-", " ")
    return f"{what}{f' ({about})' if about else ''}, from the {who}{rules}"
