"""What things are called, by the procedures that a case follows."""

from __future__ import annotations

from typing import NamedTuple

ENGLAND, WALES, GUERNSEY = "england", "wales", "guernsey"

#: The first part of a procedures' id -> where its words are used; else England.
PLACES = {"wales": WALES, "guernsey": GUERNSEY}

CONFERENCES = {
    "initial": "initial child protection conference",
    "review": "child protection review conference",
}
CASE_CONFERENCES = {
    "initial": "initial child protection case conference",
    "review": "child protection review case conference",
}
PLANS = {WALES: "care and support protection plan"}
ROLES = {
    "authorised-manager": "manager who may agree to a delay",
    "coordinator": "conference coordinator",
    "first-line-manager": "team manager",
    "gp": "GP",
    "guardian": "children's guardian",
    "invitations-manager": "manager who settles whom to invite",
    "key-worker": "lead social worker",
    "officer-in-the-case": "police officer in the case",
    "out-of-hours-team": "out-of-hours team",
    "team-inbox": "team inbox",
}
OTHERWISE = {
    (WALES, "key-worker"): "care and support protection plan co-ordinator",
    (GUERNSEY, "first-line-manager"): "unit manager",
    (GUERNSEY, "key-worker"): "key worker",
}

DUE = {
    "initial-conference": "Hold the {conference}",
    "further-initial-conference": "Hold the {conference} for another child",
    "transfer-conference": "Hold the {conference} after the move to this area",
    "pre-birth-conference": "Hold the {conference} before the birth",
    "conference-before-order-expires": (
        "Hold the {conference} before the emergency protection order ends"
    ),
    "conference-after-assessment-order": (
        "Hold the {conference} after the child assessment order"
    ),
    "decide-on-conference": "Decide whether to go to a conference",
    "book-conference": "Book the {conference}",
    "rearrange-conference": "Book the conference again that did not go ahead",
    "send-invitations": "Send the invitations",
    "invite-guardian": "Invite the children's guardian",
    "explain-process": "Explain the process to the parent",
    "complete-report": "Complete the report",
    "countersign-report": "Countersign the report",
    "report-to-chair": "Bring the report to the chair",
    "submit-report": "Hand in the report",
    "medical-report": "Hand in the report of the examination",
    "police-report": "Hand in the police report",
    "circulate-reports": "Bring the reports to the chair",
    "share-report": "Share the report with the family",
    "share-report-with-child": "Go through the report with the child",
    "tell-family-before": "Tell the family what will be said",
    "plan-sent": "Send out the plan",
    "first-core-group": "Hold the first core group",
    "next-core-group": "Hold the next core group",
    "next-core-group-at-the-latest": "Hold the next core group, at the latest",
    "first-review": "Hold the first review",
    "next-review": "Hold the next review",
    "risk-check": "Check the risks while the conference is late",
    "reason-for-lateness": "Write down why the date was missed",
    "has-the-child-been-born": "Ask whether the child has been born",
    "prepare-child": "Prepare the child for the conference",
    "prepare-relative": "Prepare this relative for the conference",
    "chair-answers": "Ask the chair whether there will be enough information",
    "plan-interpreter": "Plan with the family whether an interpreter is needed",
    "interpreter-for-conference": "Make sure that the interpreter will come",
    "plan-excluded-views": "Plan how the views of whoever is kept away are heard",
    "plan-excluded-part": "Plan what part whoever is kept away has in the plan",
    "decide-what-they-are-told": "Decide what this person is told",
    "look-again-at-who-is-kept-away": "Look again at who is kept away",
    "close-the-conference": "Complete the record and close the conference",
    "tell-the-outcome": "Tell the outcome in person",
    "give-the-record-in-their-language": "Give the record in the family's language",
    "decide-this-child-again": "Decide this child again at a new conference",
    "letter-not-delivered": "Deal with a letter that could not be delivered",
}


class Place(NamedTuple):
    """Where a case is, by the id of its procedures: "wales", "pan-sussex+reviews"."""

    procedures: str

    @property
    def name(self) -> str:
        return PLACES.get(self.procedures.partition("+")[0], ENGLAND)

    @property
    def plan(self) -> str:
        return PLANS.get(self.name, "child protection plan")

    def conference(self, kind: str) -> str:
        """What a conference of this kind is called. Raises `LookupError`."""
        return (CASE_CONFERENCES if self.name == GUERNSEY else CONFERENCES)[kind]

    def role(self, code: str) -> str:
        """A role, or somebody's relation to the family."""
        here = OTHERWISE.get((self.name, code))
        return here or ROLES.get(code, in_words(code))

    def due(self, rule: str) -> str:
        """What is due under a rule; a council's own rule is named by its key."""
        words = DUE.get(rule, in_words(rule).capitalize())
        return words.replace("{conference}", self.conference("initial"))


def in_words(code: str) -> str:
    return code.replace("-", " ")
