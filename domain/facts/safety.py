"""Who was kept away from a conference, who is of concern, and what they are told."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref, Text
from domain.record.safety import (
    AdultConcern,
    Exclusion,
    PoliceOutcome,
    SharingDecision,
)
from rulebook.schema import Code


class PersonExcluded(Happened):
    kind: Literal["person-excluded"] = "person-excluded"
    exclusion: Exclusion
    words: Text


class ExcludedViewsPlanned(Happened):
    """How the views of somebody excluded come to the conference."""

    kind: Literal["excluded-views-planned"] = "excluded-views-planned"
    person: Ref
    with_chair: Ref
    with_social_worker: Ref
    words: Text


class ExcludedPartPlanned(Happened):
    """How somebody excluded shares in making the plan."""

    kind: Literal["excluded-part-planned"] = "excluded-part-planned"
    person: Ref
    words: Text


class ExclusionReviewed(Happened):
    kind: Literal["exclusion-reviewed"] = "exclusion-reviewed"
    person: Ref
    why: Code


class ExclusionLifted(Happened):
    kind: Literal["exclusion-lifted"] = "exclusion-lifted"
    person: Ref
    why: Code


class AdultConcernDecided(Happened):
    """An adult is of concern about children. `by` is null for what an intake said."""

    kind: Literal["adult-concern-decided"] = "adult-concern-decided"
    concern: AdultConcern
    words: Text
    by: Ref | None = None


class AdultConcernReviewed(Happened):
    kind: Literal["adult-concern-reviewed"] = "adult-concern-reviewed"
    person: Ref
    words: Text


class AdultConcernLifted(Happened):
    kind: Literal["adult-concern-lifted"] = "adult-concern-lifted"
    person: Ref
    words: Text
    by: Ref


class PoliceOutcomeRecorded(Happened):
    """Lifts no concern and ends no exclusion."""

    kind: Literal["police-outcome-recorded"] = "police-outcome-recorded"
    police: PoliceOutcome


class SharingDecided(Happened):
    kind: Literal["sharing-decided"] = "sharing-decided"
    decision: SharingDecision
    why: Code


SafetyFact = (
    PersonExcluded
    | ExcludedViewsPlanned
    | ExcludedPartPlanned
    | ExclusionReviewed
    | ExclusionLifted
    | AdultConcernDecided
    | AdultConcernReviewed
    | AdultConcernLifted
    | PoliceOutcomeRecorded
    | SharingDecided
)
