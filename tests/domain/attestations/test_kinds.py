"""Every kind that may be asked: whether it needs a gateway's word, and why, by hand."""

from __future__ import annotations

import pytest

from domain.attestations.kinds import ATTESTED, AUTHORITY, ENDS, LETS_GO, REACH
from domain.attestations.proving import prove
from tests.domain.attestations.vouching import a_trusting_case, why_not
from tests.domain.delaying import MONDAY
from tests.domain.who_may_ask.household import MODELS, example

#: Said in nobody's name but who holds the role, and who holds it.
SPEAKS = {
    "approve-delay": "a manager agrees that a date may pass",
    "refuse-delay": "a manager does not, and nobody asks again",
    "postpone-conference": "the chair puts a conference off",
    "assign-role": "somebody comes into a role, and another out of it",
    "act-for": "somebody speaks in a role for a time",
    "end-role": "somebody loses their say",
    "guardian-appointed": "somebody speaks for the children, and is invited",
    "guardian-ended": "the children's guardian loses their say",
    "adopt-terms": "the rules are others, and who may ask for what",
    "adopt-gateway-keys": "whose word is taken",
}
#: Who is written to, where, and who may know what.
REACHES = {
    "add-person": "a new reader, and their address",
    "change-person": "another address; what is safe; who shares a mailbox",
    "add-child": "names parents and agencies, who are written to",
    "change-child": "the language and form of a child's letter",
    "change-household": "with whom a child lives",
    "record-birth": "a child more, whose parents are written to",
    "book-conference": "names who is invited",
    "invite-to-conference": "the list, and to whom the others are not named",
    "decide-child-attendance": "whether a child is invited, and who comes with them",
    "record-conference-held": "a copy goes to those who were there",
    "record-the-day": "puts others in the place of those who were there",
    "record-core-group": "the note goes to those who were there",
    "exclude-from-conference": "shuts a parent out, and writes to them about it",
    "lift-exclusion": "somebody kept away may be there and read",
    "decide-adult-concern": "shuts an adult out of letters and groups",
    "lift-adult-concern": "lets them in",
    "decide-sharing": "how much of a document somebody is given",
    "decide-not-to-share-report": "one of the family is not shown it",
    "withhold-plan": "somebody has no copy",
}
SENDS = {
    "release-letters": "what was stopped goes",
    "send-document": "it goes, to whoever is named",
    "record-delivery": "one that came back goes by the next way",
    "return-translation": "whose words they are that will be sent",
    "check-translation": "the words go",
}
#: Nothing was done, and still it is due no longer, or later, or otherwise.
TAKES_BACK = {
    "correct": "what was recorded holds no more",
    "close-case": "the case ends",
    "reopen-case": "its end is taken back",
    "close-conference": "a conference and its record end",
    "conference-did-not-go-ahead": "what prepares it is due no more",
    "move-conference": "what prepares it is due later",
    "record-outcome": "what a conference decided of a child: that there is no plan",
    "decision-set-aside": "what it decided holds no more",
    "conclude-enquiry": "a child who is not named was not at risk",
    "reopen-enquiry": "a finding is taken back",
    "decide-conference-not-required": "no conference is due",
    "decide-pre-birth-not-needed": "none is due before the birth",
    "record-pregnancy-ended": "nothing is due for that child",
    "record-death": "nothing is due for them, and nobody is written to",
    "accept-transfer": "ends what is due here",
    "record-transfer-conference": "ends what is due here",
    "extend-emergency-order": "its end is later",
    "discharge-emergency-order": "it ends early",
    "end-assessment-order": "it ends with its work not done",
    "plan-legal-action": "no action is planned, so none is due",
    "proceedings-ended": "no guardian is due to be invited",
    "decide-interpreter": "none is needed, so none is due",
    "cancel-translation": "a reader's own language is due no more",
}
#: A stranger makes the case more careful with these, and nobody waits for a gateway.
PROTECTS = {
    "record-protective-action": "it is done already, and never refused",
    "hold-letters": "whoever says stop is never told no",
    "record-discussion": "opens an enquiry: dates become due",
    "decide-on-conference": "a conference becomes due",
    "bring-conference-forward": "sooner than it was",
    "adjourn-conference": "a further sitting must decide",
    "record-emergency-order": "what a court ordered becomes due",
    "record-assessment-order": "likewise",
    "proceedings-started": "a guardian becomes due",
    "record-pre-birth-trigger": "a conference before the birth becomes due",
    "record-sibling-concern": "a conference more becomes due",
    "record-complaint": "changes no date and ends nothing",
    "move-out": "all that is due stays due here",
    "notify-transfer": "likewise, till the other area takes it on",
    "record-report-missing": "the agency owes it all the same",
    "change-report": "it is signed, shared and sent again",
    "record-medical-examination": "a report becomes due",
    "interpreter-did-not-come": "one is due again",
    "ask-translation": "a translation becomes due; nothing goes till it is checked",
}
#: Done or not, told or asked for: no say, no address and no letter comes of it.
TELLS = {
    "request-delay": "asks; a manager answers",
    "record-risk-check": "a check was made",
    "record-reason-for-lateness": "why a date was missed: the miss stays",
    "record-process-explained": "somebody was spoken to",
    "complete-report": "a report is written",
    "countersign-report": "a report was read",
    "share-report": "a report was gone through",
    "send-report-to-chair": "the chair has a report",
    "record-report-correction": "an error was pointed out",
    "answer-sufficiency": "the chair has heard enough, or not; the dates stay",
    "decide-sibling-groups": "who is discussed together",
    "write-record": "words, which go nowhere till they are sent",
    "record-preparation": "somebody was prepared",
    "record-views": "what somebody says",
    "arrange-interpreter": "somebody was asked to come",
    "confirm-interpreter": "they will come",
    "plan-excluded-views": "how somebody kept away is heard",
    "plan-excluded-part": "how they share in the plan",
    "review-exclusion": "looked at again, and it stands",
    "review-adult-concern": "looked at again, and it stands",
    "record-police-outcome": "nothing ends with it",
    "record-examinations-concluded": "examinations were done",
    "record-assessments-concluded": "assessments were done",
    "record-told": "somebody was told",
    "give-record": "somebody has it in their hand",
    "record-invitation-given": "somebody has it in their hand",
    "record-plan-given": "somebody has it in their hand",
    "record-plan-version": "a plan was written",
    "record-visit": "a child was visited",
    "record-posted": "a letter left the house",
    "settle-undelivered-letter": "somebody saw to a letter that did not go",
}
NEED_A_WORD = SPEAKS | REACHES | SENDS | TAKES_BACK
NEED_NONE = PROTECTS | TELLS


def test_every_kind_has_its_place_and_only_one() -> None:
    tables = (SPEAKS, REACHES, SENDS, TAKES_BACK, PROTECTS, TELLS)

    assert sum(map(len, tables)) == len(NEED_A_WORD | NEED_NONE)
    assert set(NEED_A_WORD | NEED_NONE) == set(MODELS)


def test_each_kind_that_needs_a_word_needs_it_by_the_rule_that_is_true_of_it() -> None:
    assert set(SPEAKS) == AUTHORITY
    assert set(REACHES) == REACH
    assert set(SENDS) == LETS_GO
    assert set(TAKES_BACK) == ENDS
    assert set(NEED_A_WORD) == ATTESTED


@pytest.mark.parametrize("kind", sorted(NEED_A_WORD))
def test_a_case_that_trusts_a_gateway_refuses_it_without_a_word(kind: str) -> None:
    assert why_not(a_trusting_case(), example(kind)) == "attestation-missing"


@pytest.mark.parametrize("kind", sorted(NEED_NONE))
def test_what_only_protects_or_tells_is_never_kept_waiting_for_one(kind: str) -> None:
    assert prove(a_trusting_case(), example(kind), MONDAY) is None


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_an_older_case_asks_for_none(kind: str) -> None:
    assert prove(a_trusting_case(gateway_keys=()), example(kind), MONDAY) is None
