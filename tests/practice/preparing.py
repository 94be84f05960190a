"""How a careful team prepares a conference: everybody heard, every report in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.case import Case
from domain.readings.reports import accounted_for, headings, uninvited
from domain.record.participation import Heard, Takes
from domain.requests import Request
from domain.requests.participation import (
    DecideChildAttendance,
    RecordPreparation,
    RecordViews,
)
from domain.requests.reports import CompleteReport, DecideNotToShareReport
from domain.requests.safety import (
    PlanExcludedPart,
    PlanExcludedViews,
)
from domain.requests.the_day import (
    AnswerSufficiency,
    DecideSiblingGroups,
)
from rulebook.schema import Listed
from tests.practice.asking import Asking
from tests.practice.household import (
    AS_CHAIR,
    CHAIR,
    WORKER,
)
from tests.practice.of_the_case import born, family, here, welcome

HOUR = timedelta(hours=1)


class Preparing(Asking):
    """Answers, preparation, reports and groups, whoever is kept away."""

    def prepare(self, case: Case, at: datetime) -> Iterator[Request]:
        """The chair's answer, each child's part, and everybody's preparation."""
        yield from self.keep_away(case, at)
        yield AnswerSufficiency(**self._of(AS_CHAIR), answered_at=at, satisfied=True)
        for child in born(case):
            yield DecideChildAttendance(
                **self._of(),
                child=child.ref,
                decided_at=at,
                appropriate=False,
                takes=Takes.NONE,
                wish=Takes.NONE,
                reason="Wished to write instead.",
            )
            yield RecordViews(
                **self._of(),
                whose=child.ref,
                recorded_at=at,
                how=Heard.SOCIAL_WORKER,
                presented_by=WORKER,
                words="I want to stay at my school.",
                own_words=True,
                read_back=True,
            )
        for ref in (*(p.ref for p in family(case)), *(c.ref for c in born(case))):
            yield self._prepared(case, ref, at)

    def keep_away(self, case: Case, at: datetime) -> Iterator[Request]:
        """How whoever is kept away is heard, and shares in a plan."""
        for person in family(case):
            if not welcome(case, person):
                own = {"person": person.ref, "planned_at": at}
                own |= {"words": "By letter, read out by the social worker."}
                both = {"with_chair": CHAIR, "with_social_worker": WORKER}
                yield PlanExcludedViews(**self._own(AS_CHAIR), **own, **both)
                yield PlanExcludedPart(**self._own(AS_CHAIR), **own)

    def _prepared(self, case: Case, ref: str, at: datetime) -> RecordPreparation:
        lists = (
            Listed.PREPARATION_OF_FAMILY,
            Listed.PREPARATION_OF_CHILD,
            Listed.PREPARATION_OF_PARENTS,
        )
        mine = [ln for on in lists for ln in case.terms.lists.get(on, ())]
        return RecordPreparation(
            **self._of(),
            person=ref,
            prepared_at=at,
            prepared_by=WORKER,
            covered=tuple(dict.fromkeys(line.key for line in mine)),
            not_because="prepared-in-writing",
        )

    def report(self, case: Case, at: datetime) -> Iterator[Request]:
        """Every report that is awaited, in full; the children are too young for it."""
        conference = self.of(case)
        agencies = (r.agency for r in conference.reports if r.completed_at is None)
        for agency in dict.fromkeys((*agencies, *uninvited(case, conference))):
            if not accounted_for(conference.report(agency)):
                yield CompleteReport(
                    **self._of(),
                    agency=agency,
                    author=WORKER,
                    completed_at=at,
                    sections=tuple(sorted(headings(case, conference, agency))),
                    recommends=False,
                )
        for child in born(case):
            yield DecideNotToShareReport(
                **self._of(),
                agency="social-work",
                person=child.ref,
                decided_at=at,
                why="too-young",
            )

    def group(self, case: Case, at: datetime) -> DecideSiblingGroups:
        return DecideSiblingGroups(
            **self._own(AS_CHAIR),
            groups=(here(case),),
            decided_at=at,
            reason="All of them live together.",
        )
