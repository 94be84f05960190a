"""What a conference judges about one child, beside what it decides."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Ref, Text
from rulebook.schema import Flag, Frozen


class Likelihood(StrEnum):
    """How likely a child is to suffer harm from here on."""

    LIKELY = "likely"
    NOT_LIKELY = "not-likely"


class Standard(StrEnum):
    """By which standard a finding was made (CS-67)."""

    BALANCE = "balance-of-probabilities"


class Judgement(Frozen):
    """Findings about one child, with the reasons. Null: the conference did not say.

    `sexual_abuse`: found, on the balance of probabilities, to have been abused;
    `poses_risk`: who might pose the risk, with `why_risk`.
    """

    likelihood: Likelihood | None = None
    reasons: Text | None = None
    continuing_risk: Flag | None = None
    harmed: Flag | None = None
    sexual_abuse: Flag | None = None
    standard: Standard | None = None
    poses_risk: tuple[Ref, ...] = ()
    why_risk: Text | None = None


class Agreed(Frozen):
    """One agency's agreement, or its dissent with the reason (CS-55)."""

    person: Ref
    agrees: Flag
    why: Text | None = None
