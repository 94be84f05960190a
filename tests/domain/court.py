"""A court's orders: made, extended and ended around Christmas 2026, and who asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.requests.orders import (
    DischargeEmergencyOrder,
    EndAssessmentOrder,
    ExtendEmergencyOrder,
    PlanLegalAction,
    RecordAssessmentOrder,
    RecordAssessmentsConcluded,
    RecordEmergencyOrder,
    RecordExaminationsConcluded,
)
from tests.dates import day, instant
from tests.domain.builders import a_case
from tests.domain.requesting import WORKER, asked

MADE = instant("Mon 2026-12-14 10:00Z")
TUESDAY = instant("Tue 2026-12-15 10:00Z")
WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
EXPIRES = instant("Mon 2026-12-21 16:00Z")
LONGER = instant("Mon 2026-12-28 16:00Z")
AFTER = instant("Tue 2026-12-29 10:00Z")
KEY = "conference-before-order-expires/epo-1/child-1"
OF: dict[str, Any] = {"id": "r", "by": WORKER, "order": "epo-1"}


def made(**fields: Any) -> RecordEmergencyOrder:
    given = {"children": ("child-1",), "made_at": MADE, "expires_at": EXPIRES}
    return RecordEmergencyOrder(**(OF | given | fields))


def extended(at: datetime, until: datetime, **fields: Any) -> ExtendEmergencyOrder:
    given = {"extended_at": at, "expires_at": until}
    return ExtendEmergencyOrder(**(OF | given | fields))


def discharged(at: datetime, **fields: Any) -> DischargeEmergencyOrder:
    return DischargeEmergencyOrder(**(OF | {"discharged_at": at} | fields))


def action(planned: bool, at: datetime, **fields: Any) -> PlanLegalAction:
    return PlanLegalAction(**(OF | {"planned": planned, "at": at} | fields))


def an_order(**fields: Any) -> Case:
    return asked(a_case(), MADE, made(**fields))


def assessed(**fields: Any) -> RecordAssessmentOrder:
    """An assessment of seven days from Wed 2026-12-16."""
    given: dict[str, Any] = {
        "order": "cao-1",
        "children": ("child-1",),
        "made_at": MADE,
        "starts_on": day("Wed 2026-12-16"),
    }
    return RecordAssessmentOrder(**(OF | given | fields))


def examined(at: datetime, order: str = "cao-1") -> RecordExaminationsConcluded:
    given = {"order": order, "concluded_at": at}
    return RecordExaminationsConcluded(**(OF | given))


def concluded(at: datetime, order: str = "cao-1") -> RecordAssessmentsConcluded:
    given = {"order": order, "concluded_at": at}
    return RecordAssessmentsConcluded(**(OF | given))


def ended(at: datetime, order: str = "cao-1") -> EndAssessmentOrder:
    given = {"order": order, "ended_at": at, "why": "time-ran-out"}
    return EndAssessmentOrder(**(OF | given))


def an_assessment(**fields: Any) -> Case:
    return asked(a_case(), MADE, assessed(**fields))
