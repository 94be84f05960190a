"""What is decided about each child: every part of it in one table."""

from __future__ import annotations

from domain.gates.agreement import AGREEMENT
from domain.gates.categories import CATEGORIES
from domain.gates.exits import EXITS
from domain.gates.judgements import JUDGEMENTS
from domain.gates.plans import PLANS
from domain.gates.pre_birth import PRE_BIRTH
from domain.gates.subject import Finding
from rulebook.schema import Asks

OUTCOMES: dict[Asks, Finding] = {
    **JUDGEMENTS,
    **CATEGORIES,
    **PLANS,
    **EXITS,
    **AGREEMENT,
    **PRE_BIRTH,
}
