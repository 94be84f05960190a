"""Plausible requests about reports and plans."""

from __future__ import annotations

from datetime import datetime

from domain.duties.met import SOCIAL_WORK
from domain.readings.reports import headings
from domain.record.conferences import CopyDue, Report
from domain.requests.plans import (
    RecordCoreGroup,
    RecordPlanGiven,
    RecordSiblingConcern,
    WithholdPlan,
)
from domain.requests.reports import (
    ChangeReport,
    CompleteReport,
    CountersignReport,
    DecideNotToShareReport,
    RecordReportCorrection,
    RecordReportMissing,
    SendReportToChair,
    ShareReport,
)
from tests.domain.plausible.scene import (
    CHAIR,
    FAMILY,
    MANAGER,
    SOCIAL_WORKER,
    Asking,
    Scene,
)


def _report(s: Scene, written: bool) -> tuple[str, Report]:
    """A report for a conference to come: completed, or not."""
    return s.one(
        (conference.ref, report)
        for conference in s.case.conferences
        if conference.held_at is None
        for report in conference.reports
        if bool(report.completed_at) is written
    )


def _signed(s: Scene, written: bool = True) -> tuple[str, Report, datetime]:
    ref, report = _report(s, written)
    steps = (report.completed_at, report.changed_at, report.countersigned_at)
    return ref, report, s.lately(max((at for at in steps if at), default=None))


def _complete(s: Scene) -> CompleteReport:
    """All that it is to hold; now and then, from another agency, nothing."""
    ref, report, at = _signed(s, written=False)
    conference = next(c for c in s.case.conferences if c.ref == ref)
    nothing = report.agency != SOCIAL_WORK and s.chance(1, 4)
    written = sorted(headings(s.case, conference, report.agency))
    return CompleteReport(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=ref,
        agency=report.agency,
        author="p-worker",
        completed_at=at,
        sections=() if nothing else tuple(written),
        nothing_because="nobody-knows-the-family" if nothing else None,
    )


def _countersign(s: Scene) -> CountersignReport:
    ref, report, at = _signed(s)
    return CountersignReport(
        id=s.id,
        by=MANAGER,
        conference=ref,
        agency=report.agency,
        countersigned_by="p-manager",
        countersigned_at=at,
    )


def _share(s: Scene) -> ShareReport:
    ref, report, at = _signed(s)
    told = {shared.person for shared in report.shared}
    return ShareReport(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=ref,
        agency=report.agency,
        person=s.one(p for p in FAMILY if p not in told),
        shared_at=at,
    )


def _not_shared(s: Scene) -> DecideNotToShareReport:
    ref, report, at = _signed(s, written=s.chance(1, 2))
    told = {shared.person for shared in report.shared}
    return DecideNotToShareReport(
        id=s.id,
        by=MANAGER,
        conference=ref,
        agency=report.agency,
        person=s.one(p for p in FAMILY if p not in told),
        decided_at=at,
        why="unsafe",
    )


def _to_chair(s: Scene) -> SendReportToChair:
    ref, report, at = _signed(s)
    return SendReportToChair(
        id=s.id, by=SOCIAL_WORKER, conference=ref, agency=report.agency, sent_at=at
    )


def _change(s: Scene) -> ChangeReport:
    ref, report, at = _signed(s)
    return ChangeReport(
        id=s.id, by=SOCIAL_WORKER, conference=ref, agency=report.agency, changed_at=at
    )


def _correction(s: Scene) -> RecordReportCorrection:
    ref, agency, told = s.one(
        (conference.ref, report.agency, shared)
        for conference in s.case.conferences
        for report in conference.reports
        for shared in (*report.shared, *report.shown_before)
    )
    return RecordReportCorrection(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=ref,
        agency=agency,
        person=told.person,
        pointed_out_at=s.lately(told.at),
        words="We moved here in May, not in March.",
    )


def _missing(s: Scene) -> RecordReportMissing:
    conference, agency = s.one(
        (conference, report.agency)
        for conference in s.case.conferences
        if conference.held_at is not None
        for report in conference.reports
        if report.completed_at is None
    )
    return RecordReportMissing(
        id=s.id,
        by=CHAIR,
        conference=conference.ref,
        agency=agency,
        recorded_at=s.lately(conference.held_at),
        why="not-received",
    )


def _core_group(s: Scene) -> RecordCoreGroup:
    plan = s.one(p for p in s.case.plans if p.ended is None)
    alike = (p for p in s.case.plans if p.ended is None)
    children = [p.child for p in alike if p.began_at <= plan.began_at]
    since = plan.core_groups[-1].held_at if plan.core_groups else plan.began_at
    return RecordCoreGroup(
        id=s.id,
        by=SOCIAL_WORKER,
        meeting=s.new("cg"),
        held_at=s.lately(since),
        children=s.some(children),
    )


def _copy(s: Scene, open_only: bool) -> tuple[str, CopyDue]:
    return s.one(
        (conference.ref, copy)
        for conference in s.case.conferences
        for copy in conference.copies
        if copy.settled_at is None or not open_only
    )


def _given(s: Scene) -> RecordPlanGiven:
    ref, copy = _copy(s, open_only=False)
    return RecordPlanGiven(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=ref,
        child=copy.child,
        person=copy.person,
        given_at=s.lately(),
    )


def _withhold(s: Scene) -> WithholdPlan:
    ref, copy = _copy(s, open_only=True)
    return WithholdPlan(
        id=s.id,
        by=MANAGER,
        conference=ref,
        child=copy.child,
        person=copy.person,
        decided_at=s.lately(),
        reason="unsafe",
    )


def _concern(s: Scene) -> RecordSiblingConcern:
    s.one(plan for plan in s.case.plans if plan.ended is None)
    without = (c.ref for c in s.case.present() if s.case.plan_of(c.ref) is None)
    return RecordSiblingConcern(
        id=s.id,
        by=SOCIAL_WORKER,
        child=s.one(without),
        at=s.lately(),
        reason="new-harm",
    )


REPORTS: dict[type, Asking] = {
    CompleteReport: _complete,
    CountersignReport: _countersign,
    ShareReport: _share,
    DecideNotToShareReport: _not_shared,
    SendReportToChair: _to_chair,
    ChangeReport: _change,
    RecordReportCorrection: _correction,
    RecordReportMissing: _missing,
}
PLANS: dict[type, Asking] = {
    RecordCoreGroup: _core_group,
    RecordPlanGiven: _given,
    WithholdPlan: _withhold,
    RecordSiblingConcern: _concern,
}
