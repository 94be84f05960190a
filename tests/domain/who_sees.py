"""A small family in which most may see a thing for one reason, and not for two.

Parents of two children; a conference about both, to whose parts different people came;
a plan for the first child; and somebody who has to do with none of it. A third child,
whose parent is the father alone, is not spoken of there.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from domain.case import Case
from domain.clearance.hiding import places
from domain.clearance.readers import TEAM_INBOX, workers
from domain.clearance.rules import seen_by
from domain.clearance.subject import Subject, What
from domain.documents.kinds import DocumentKind
from domain.evolve.changes import changed, each
from domain.record.conferences import Conference, CopyDue, Kind, Outcome
from domain.record.invitations import Capacity
from domain.record.people import RoleHeld
from domain.record.plans import Plan
from domain.record.the_day import Attendance, TheDay
from tests.dates import day, instant
from tests.domain.builders import OPENED, a_case, a_child, a_person

NOW = instant("Tue 2027-01-12 10:00Z")
HELD = instant("Mon 2027-01-11 10:00Z")
ONE, TWO, THREE, MEETING = "child-1", "child-2", "child-3", "conf-1"

MOTHER, FATHER, STEP = "p-mother", "p-father", "p-step"
#: Holds a role, comes to nothing. With the inbox of the team: all who work the case.
WORKER, TEAM = "p-worker", TEAM_INBOX
#: Works with somebody of the family; has to do with no plan and no meeting.
OFFICER = "p-officer"
#: Came into the first child's core group after the conference.
NURSE = "p-nurse"
#: Appointed to the first child by the outcome of the conference; was not there.
KEEPER = "p-keeper"
#: Was to come, and did not; is given the plans of both children.
DOCTOR = "p-doctor"
#: Came to the first child's part, to which they were invited.
VISITOR, INTERPRETER = "p-visitor", "p-interpreter"
#: Came along without an invitation: to the second child's part, and to both.
TEACHER, ADVOCATE = "p-teacher", "p-advocate"

FAMILY = (MOTHER, FATHER, STEP)
PROFESSIONALS = (
    *(WORKER, OFFICER, NURSE, KEEPER, DOCTOR),
    *(VISITOR, INTERPRETER, TEACHER, ADVOCATE),
)


class Thing(NamedTuple):
    """What is said, and of whom; in a letter about which conference, or in a task."""

    what: What
    of: str
    about: str | None = MEETING


NAME, WORDS = Thing(What.CHILDS_NAME, ONE), Thing(What.CHILDS_WORDS, ONE)
THIRDS_WORDS = Thing(What.CHILDS_WORDS, THREE)
OFFICERS_NAME = Thing(What.ADULTS_NAME, OFFICER)
OFFICERS_AGENCY = Thing(What.AGENCY, OFFICER)
VENUE, WHOLE_WORDS = Thing(What.VENUE, MEETING), Thing(What.MEETINGS_WORDS, MEETING)


@cache
def household() -> Case:
    return a_case(
        people=(
            *(a_person(ref, kind="family", relation="relative") for ref in FAMILY),
            *(a_person(ref, agency=f"{ref[2:]}-agency") for ref in PROFESSIONALS),
        ),
        children=(
            a_child(ONE, name="Leilani", parents=(MOTHER, FATHER)),
            a_child(
                TWO,
                name="Tobias",
                born=day("Tue 2020-09-01"),
                parents=(MOTHER,),
                responsible=(STEP,),
            ),
            a_child(THREE, name="Ottoline", parents=(FATHER,)),
        ),
        roles=(RoleHeld(role="social-worker", person=WORKER, since=OPENED),),
        conferences=(_meeting(),),
        plans=(
            Plan(
                ref="plan-1",
                child=ONE,
                conference=MEETING,
                began_at=HELD,
                core_group=(NURSE,),
            ),
        ),
    )


def _meeting() -> Conference:
    interpreting = Capacity.INTERPRETER
    there = (
        Attendance(person=VISITOR, children=(ONE,)),
        Attendance(person=INTERPRETER, capacity=interpreting, children=(ONE,)),
        Attendance(person=TEACHER, children=(TWO,)),
        Attendance(person=ADVOCATE, children=(ONE, TWO)),
    )
    return Conference(
        ref=MEETING,
        kind=Kind.INITIAL,
        children=(ONE, TWO),
        starts_at=HELD,
        booked_at=OPENED,
        held_at=HELD,
        place="Guildhall",
        invited=(MOTHER, DOCTOR, VISITOR, INTERPRETER),
        present=tuple(each.person for each in there),
        day=TheDay(attendance=there),
        outcomes=(Outcome(child=ONE, decided="plan", key_worker=KEEPER),),
        copies=tuple(CopyDue(child=ref, person=DOCTOR) for ref in (ONE, TWO)),
    )


def person(case: Case, ref: str, **fields: Any) -> Case:
    return changed(case, people=each(case.people, ref, lambda p: changed(p, **fields)))


def who_sees(
    thing: Thing, case: Case | None = None, text: str = "Guildhall"
) -> frozenset[str]:
    """All who may see it, where it stands in a letter to the mother."""
    case = case or household()
    meeting = case.conference(thing.about) if thing.about is not None else None
    subject = Subject(
        case=case,
        ours=workers(case, NOW),
        places=places(case, NOW),
        to=MOTHER,
        document=DocumentKind.INVITATION if meeting else DocumentKind.TASK,
        conference=meeting,
        what=thing.what,
        of=thing.of,
        text=text,
    )
    return frozenset(seen_by(subject))
