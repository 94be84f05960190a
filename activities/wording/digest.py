"""One person's list for one day, over several families: grouped by family.

What was missed comes before what is coming, among the families and within each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from activities.wording.blocks import heading, paragraph
from activities.wording.frame import framed, greeted, opening
from activities.wording.labels.english import URGENCIES
from activities.wording.letters.staff import what_is_due
from activities.wording.matter import Matter, matter_of
from activities.wording.sentences import DIGEST_HELP
from domain.documents.kinds import DocumentKind
from domain.documents.model import Block, Document
from domain.letters import Letter

KIND = DocumentKind.REMINDER
#: The codes of the lines, the most urgent first.
URGENCY = tuple(URGENCIES)


def digest_of(parts: Sequence[Letter]) -> Document:
    """What is due in all the cases of one person, as one document.

    Raises `ValueError` where there is no part, or one for a family; `LookupError` as
    `documents_of` does.
    The order of the parts does not matter to what it says.
    """
    if not parts:
        raise ValueError("a digest has at least one part")
    first = min(parts, key=lambda part: (part.case, part.key))
    matters = [matter_of(part) for part in parts]
    if any(matter.is_family for matter in matters):
        raise ValueError("a digest is not for a family")
    document = framed(first, KIND, _title(matters), _blocks(matters))
    return document.model_copy(
        update={"greets": greeted(first, matter_of(first)), "source": ""}
    )


def _title(matters: Sequence[Matter]) -> str:
    """The case where there is one; where there are several, none."""
    title = matters[0].labels.title(KIND)
    cases = {matter.case for matter in matters}
    return f"{title} - case {cases.pop()}" if len(cases) == 1 else title


def _blocks(matters: Sequence[Matter]) -> Iterator[Block]:
    for case, family in groupby(_in_order(matters), key=lambda matter: matter.case):
        yield from _family(case, family)
    yield paragraph(DIGEST_HELP)


def _family(case: str, matters: Iterable[Matter]) -> Iterator[Block]:
    """One family's part: a heading of its own, then each role's list."""
    for number, matter in enumerate(matters):
        if not number:
            yield heading(f"{matter.labels.label('case')} {case}")
        yield from opening(matter)
        yield from what_is_due(matter, before=f"{case}: ")


def _in_order(matters: Sequence[Matter]) -> list[Matter]:
    """By the most urgent thing of each family, then by case, then by role."""
    by_case: dict[str, int] = {}
    for matter in matters:
        found = min(by_case.get(matter.case, len(URGENCY)), _urgency(matter))
        by_case[matter.case] = found
    return sorted(matters, key=lambda m: (by_case[m.case], m.case, m.role))


def _urgency(matter: Matter) -> int:
    places = (URGENCY.index(said.line) for said in matter.lines if said.line in URGENCY)
    return min(places, default=len(URGENCY))
