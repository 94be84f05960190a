"""One full letter of every kind, with every line that it can have."""

from __future__ import annotations

from domain.documents.kinds import DocumentKind
from domain.documents.values import Sort
from domain.letters import Line
from tests.activities.wording.by_hand import MONDAY_TEN, day, line, name, personal

HELD = day("Mon 2027-01-11")
DUE = {
    "what": "first-core-group",
    "about": "child-1",
    "due": day("Mon 2027-01-25"),
    "open-days": "9",
    "force": "statutory",
    "rung": "before",
    "earlier": "",
    "agreed": "",
}
INVITED = (
    line(
        "invitation",
        conference="initial",
        when=MONDAY_TEN,
        where=personal("Civic Centre, room 2", Sort.PLACE),
        revision="1",
    ),
)
ALSO = line("also-invited", who="health-visitor", agency=personal("NHS", Sort.AGENCY))
#: What only whoever writes a report is told.
REPORT = (
    line("expected", how="priority"),
    line(
        "report-date",
        what="share-report",
        due=day("Sun 2027-01-10"),
        silent="",
        force="local",
    ),
    line("report-date", what="submit-report", due="", silent="not-set", force="local"),
    line("report-template", template="R2"),
    line("report-section", on="agency-report", key="signs-and-impact", required="true"),
    line(
        "report-section", on="every-report", key="agreement-in-the-family", required=""
    ),
    ALSO,
)
ACTIONS = (
    line(
        "action",
        what=personal("Visit each week."),
        who="social-worker",
        by=personal("every Friday"),
        on=day("Fri 2027-01-15"),
        method=personal("At home."),
        intended="",
    ),
    line("action", what=personal("Take up the course."), who="you", by="", on=""),
)
OWN_VERSION = line(
    "own-version",
    language="ur",
    due=day("Mon 2027-01-25"),
    goes_through="social-worker",
    name=name("Sam Okafor"),
)
NEXT = (
    line("due", what="first-core-group", due=day("Mon 2027-01-25"), silent=""),
    line("due", what="first-review", due="", silent="not-set"),
)
DECISIONS = (
    line("decided", child=name("Bea Sol"), decided="plan", categories="neglect"),
    line("decided", child="child-2", decided="no-plan", categories=""),
)
LINES: dict[DocumentKind, tuple[Line, ...]] = {
    DocumentKind.INVITATION: (*INVITED, ALSO),
    DocumentKind.CANCELLATION: (
        line("cancellation", conference="review", when=MONDAY_TEN),
    ),
    DocumentKind.REPORT_TEMPLATE: (*INVITED, *REPORT),
    DocumentKind.REMINDER: (
        Line(code="missed", values={**DUE, "agreed": day("Fri 2027-01-29")}),
        line("task", task="letter-failed", about="letter-1", to="p-2", letter="record"),
        Line(code="due", values=DUE),
    ),
    DocumentKind.ESCALATION: (Line(code="missed", values={**DUE, "rung": "missed"}),),
    DocumentKind.TASK: (
        line("task", task="eighteen-nears", about="child-1", on=day("Fri 2036-03-14")),
    ),
    DocumentKind.PLAN: (
        line(
            "plan",
            conference="initial",
            held=HELD,
            decided="plan",
            child=name("Bea Sol"),
        ),
        line("category", category="neglect"),
        line("wanted", what=personal("Home is calm at bedtime.")),
        line("intervention", what=personal("A course for parents.")),
        *ACTIONS,
        line("contingency", what=personal("The team meets at once.")),
        line("wellbeing", what=personal("Grandma comes on Sundays.")),
        line("key-worker", name=name("Sam Okafor"), role="key-worker"),
        line("core-group-member", who="mother", name=name("Ana Sol")),
        line("core-group-member", who="teacher", name=""),
        *NEXT,
        OWN_VERSION,
    ),
    DocumentKind.TRANSLATION_REQUEST: (
        line(
            "translation",
            language="ur",
            format="text",
            what="outline-plan",
            child="child-1",
            conference="initial",
            held=HELD,
            job="t1",
            due=day("Mon 2027-01-25"),
            source="0123456789abcdef" * 4,
        ),
    ),
    DocumentKind.DECISION_SUMMARY: (
        line("summary", conference="initial", held=HELD),
        *DECISIONS,
        *NEXT,
        NEXT[0],
        OWN_VERSION,
    ),
    DocumentKind.RECORD: (
        line("record", conference="review", held=HELD, chair=name("Rhian Powell")),
        line("attended", who="mother", agency=""),
        line("attended", who="teacher", agency=personal("Hill School", Sort.AGENCY)),
        line("absent", who="police-officer", why="on-leave"),
        *DECISIONS,
        line("section", heading="strengths", child="", words=personal("They cope.")),
        line(
            "section",
            heading="family-history",
            child=name("Bea Sol"),
            words=personal("They moved twice."),
        ),
        OWN_VERSION,
    ),
    DocumentKind.CORE_GROUP_NOTE: (
        line("core-group", held=HELD, meeting="m-1"),
        line("attended", who="mother", agency=""),
        line("plan-version", child=name("Bea Sol"), version="2", made=HELD),
        *ACTIONS,
        line("due", what="next-core-group", due=day("Thu 2027-02-11"), silent=""),
    ),
    DocumentKind.DELAY_AGREEMENT: (
        line(
            "delay",
            agreed_on=day("Tue 2027-01-19"),
            due=HELD,
            agreed_by="authorised-manager",
            asked_at=day("Fri 2027-01-08"),
        ),
        line("reason", words=personal("The interpreter is ill.")),
        line("reason", words="interpreter-absent chair-ill"),
        line("safeguard", child=name("Bea Sol"), action=personal("A visit each day.")),
        line("check", due=day("Thu 2027-01-14")),
    ),
    DocumentKind.EXCLUSION_LETTER: (
        line("exclusion", from_=day("Fri 2027-01-08"), by="chair"),
        line("views", planned=day("Sat 2027-01-09")),
        line("part", planned=""),
    ),
    DocumentKind.OUTCOME_FOR_CHILD: (
        line("outcome", child=name("Bea Sol"), decided="plan", held=HELD),
        line("seen-by", who="social-worker", name=name("Sam Okafor")),
        line("seen-by", who="key-worker", name=""),
        line("said", how="social-worker"),
        line("wanted", what=personal("You feel safe at bedtime.")),
        OWN_VERSION,
    ),
}
