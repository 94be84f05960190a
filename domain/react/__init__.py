"""When this happens, do that: the service's policy, read top to bottom.

A fact asks for effects and may withdraw some that have not gone. Facts that need
nothing from the world are listed as such, so that a new kind of fact must be placed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

from domain.case import Case
from domain.facts import Fact
from domain.facts.afterwards import AfterwardsFact, PreBirthFact, RecordHandedOver
from domain.facts.children import (
    ChildAdded,
    ChildBorn,
    ChildChanged,
    ChildLeft,
    ChildMovedOut,
    EighteenNears,
    ExpectedDatePassed,
    HouseholdChanged,
    LeavingUndone,
    TransferNotified,
)
from domain.facts.conferences import (
    ChildAdjourned,
    ChildDecided,
    ConferenceBooked,
    ConferenceCalledOff,
    ConferenceHeld,
    ConferenceMoved,
    MeetingRedated,
    OutcomeUndone,
    RequiredPersonAbsent,
)
from domain.facts.delays import (
    DelayApproved,
    DelayRefused,
    DelayRequested,
    ReasonForLatenessRecorded,
    RisksChecked,
)
from domain.facts.duties import (
    DeadlineMissed,
    DutyLapsed,
    DutyMet,
    DutyOpened,
    DutyRedated,
    DutyReopened,
    MissWithdrawn,
    RungFell,
)
from domain.facts.enquiries import EnquiryFact
from domain.facts.invitations import InvitationsSettled, MedicallyExamined
from domain.facts.keeping import KeepingFact
from domain.facts.letters import (
    InvitationSent,
    LetterFailed,
    LetterSettled,
    LettersHeld,
    LettersReleased,
)
from domain.facts.orders import (
    AssessmentOrderEnded,
    AssessmentOrderMade,
    AssessmentPartConcluded,
    CourtDateQuestioned,
    EmergencyOrderDischarged,
    EmergencyOrderExtended,
    EmergencyOrderMade,
    ExpiryCorrected,
    LegalActionPlanned,
)
from domain.facts.participation import ParticipationFact
from domain.facts.people import (
    PersonAdded,
    PersonChanged,
    PersonDied,
    RoleAssigned,
    RoleEnded,
)
from domain.facts.plans import CoreGroupHeld, PlanCopySettled, SiblingConcernRaised
from domain.facts.proceedings import ProceedingsFact
from domain.facts.reports import ReportFact
from domain.facts.safety import (
    AdultConcernDecided,
    PersonExcluded,
    SafetyFact,
    SharingDecided,
)
from domain.facts.the_day import ConferenceClosed, DayFact
from domain.facts.translations import (
    TranslationAsked,
    TranslationCertified,
    TranslationChased,
    TranslationEnded,
    TranslationRejected,
    TranslationReturned,
)
from domain.react.delivering import DELIVERING
from domain.react.documents import closed, decided, withdraw_record
from domain.react.drawn_anew import somebody_new
from domain.react.inviting import invite_listed
from domain.react.kept_away import keep_away
from domain.react.messages import (
    tell_of_delay_answer,
    tell_of_eighteen,
    tell_of_failure,
    tell_of_order,
    tell_of_request,
    tell_of_rung,
)
from domain.react.outward import cancel, invite, invite_again
from domain.react.reaction import NOTHING, Reaction
from domain.react.stopping import (
    ask_again_for_role,
    hold,
    resume,
    settle_copy,
    stop_all_to,
    withdraw_child,
    withdraw_invitation,
    withdraw_plan,
)
from domain.react.translations import (
    ask_again_in_theirs,
    ask_desk,
    ask_desk_again,
    chase,
    give_in_theirs,
    have_checked,
    send_versions,
    stop_job,
    tell_of_faults,
)

React = Callable[[Case, Any, datetime], Reaction]

REACTIONS: dict[type, React] = {
    ConferenceBooked: invite,
    ConferenceMoved: invite_again,
    ConferenceCalledOff: cancel,
    InvitationsSettled: invite_listed,
    ChildDecided: decided,
    ConferenceClosed: closed,
    OutcomeUndone: withdraw_plan,
    RecordHandedOver: withdraw_record,
    InvitationSent: withdraw_invitation,
    PlanCopySettled: settle_copy,
    RungFell: tell_of_rung,
    EighteenNears: tell_of_eighteen,
    CourtDateQuestioned: tell_of_order,
    DelayRequested: tell_of_request,
    DelayApproved: tell_of_delay_answer,
    DelayRefused: tell_of_delay_answer,
    LetterFailed: tell_of_failure,
    LetterSettled: ask_desk_again,
    **DELIVERING,
    LettersHeld: hold,
    LettersReleased: resume,
    PersonAdded: somebody_new,
    PersonChanged: ask_again_in_theirs,
    PersonDied: stop_all_to,
    PersonExcluded: keep_away,
    AdultConcernDecided: keep_away,
    SharingDecided: give_in_theirs,
    RoleAssigned: ask_again_for_role,
    RoleEnded: ask_again_for_role,
    ChildLeft: withdraw_child,
    TranslationAsked: ask_desk,
    TranslationChased: chase,
    TranslationReturned: have_checked,
    TranslationCertified: send_versions,
    TranslationRejected: tell_of_faults,
    TranslationEnded: stop_job,
}

#: Facts that ask nothing of the world beyond the record.
QUIET: frozenset[type] = frozenset(
    {
        *get_args(EnquiryFact),
        *get_args(ParticipationFact),
        *(kind for kind in get_args(SafetyFact) if kind not in REACTIONS),
        *(kind for kind in get_args(DayFact) if kind not in REACTIONS),
        *(kind for kind in get_args(AfterwardsFact) if kind not in REACTIONS),
        *get_args(PreBirthFact),
        *get_args(ProceedingsFact),
        MedicallyExamined,
        *get_args(ReportFact),
        *get_args(KeepingFact),
        ChildAdjourned,
        ConferenceHeld,
        MeetingRedated,
        RequiredPersonAbsent,
        CoreGroupHeld,
        SiblingConcernRaised,
        EmergencyOrderMade,
        EmergencyOrderExtended,
        EmergencyOrderDischarged,
        LegalActionPlanned,
        AssessmentOrderMade,
        AssessmentPartConcluded,
        AssessmentOrderEnded,
        ExpiryCorrected,
        RisksChecked,
        ReasonForLatenessRecorded,
        ChildAdded,
        ChildBorn,
        LeavingUndone,
        ExpectedDatePassed,
        ChildChanged,
        HouseholdChanged,
        ChildMovedOut,
        TransferNotified,
        DutyOpened,
        DutyRedated,
        DutyMet,
        DutyLapsed,
        DutyReopened,
        DeadlineMissed,
        MissWithdrawn,
    }
)


def react(case: Case, fact: Fact, now: datetime) -> Reaction:
    """What the world must now do. `case` is the case after the fact."""
    policy = REACTIONS.get(type(fact))
    return NOTHING if policy is None else policy(case, fact, now)
