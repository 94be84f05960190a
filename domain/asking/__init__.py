"""Who may ask: the role, the person in it, and who must be somebody else.

Asked before anything is said of the case, so that a stranger learns nothing of it. Only
where the case's terms say who may ask for what; then what they do not name is refused.

matrix        of procedures, composed kind by kind
complete      whether they say it of every kind
person        who can act in the case at all
holding       whose a role is at an instant
delays        who may agree to a late conference
segregation   what somebody else must have done
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from domain.asking.delays import authority
from domain.asking.holding import SHARED, has_ended, is_anothers, was_put_out
from domain.asking.matrix import ANSWERS_A_DELAY
from domain.asking.person import can_act
from domain.asking.segregation import stands_apart
from domain.case import Case
from domain.errors import Refused
from domain.requests import Request
from domain.requests.enquiries import RecordDiscussion
from domain.requests.keeping import AdoptTerms

#: What is refused to nobody because a role is another's or is over, even ended.
PROTECTS: Final = frozenset({"record-protective-action", "hold-letters"})
#: What protects at once waits for no handover: the role is enough, whoever holds it.
#: None moves or ends what is due, or lets a letter go. A court's order, or word of
#: another child, comes to whoever is on duty; a gateway says that it is they.
#: Whoever was put out of the role (end-role) was so for a reason: `PROTECTS` alone.
AT_ONCE: Final = PROTECTS | {
    "record-emergency-order",
    "record-assessment-order",
    "record-sibling-concern",
}


def may_ask(case: Case, request: Request, now: datetime) -> None:
    """Whether whoever asks may. Raises `Refused` with who may, under which rules."""
    if not case.terms.may_ask:
        return
    _in_a_role_that_may(case, request)
    can_act(case, request.by)
    if request.kind not in PROTECTS:
        _holds_it(case, request, now)
    stands_apart(case, request)
    _still_says_who(request)


def _opens_an_enquiry(case: Case, request: Request) -> bool:
    """It begins a clock. A further discussion of an enquiry may move that clock."""
    return (
        isinstance(request, RecordDiscussion) and case.enquiry(request.enquiry) is None
    )


def _in_a_role_that_may(case: Case, request: Request) -> None:
    roles = case.terms.may_ask.get(request.kind, ())
    if request.by.role in roles:
        return
    if request.kind in ANSWERS_A_DELAY and not roles:
        authority(case)
    raise Refused(
        "not-yours-to-ask",
        _whose(roles),
        where="by.role",
        rules=case.terms.asked_under.get(request.kind, ()),
    )


def _whose(roles: Iterable[str]) -> str:
    named = [role.replace("-", " ") for role in roles]
    if not named:
        return "The procedures of this case let nobody ask for this."
    *others, last = named
    who = f"{', '.join(others)} or {last}" if others else last
    return (
        f"In that role nobody asks for this: the {who} does, or whoever acts for them."
    )


def _holds_it(case: Case, request: Request, now: datetime) -> None:
    by, rules = request.by, case.terms.asked_under.get(request.kind, ())
    at_once = request.kind in AT_ONCE or _opens_an_enquiry(case, request)
    if not (at_once or by.role in SHARED) and is_anothers(case, by, now):
        raise Refused(
            "role-held-by-another",
            "Somebody else holds that role in this case now: they ask for this, or "
            "record first who acts for them (act-for).",
            where="by.person",
            rules=rules,
        )
    is_out = was_put_out if at_once else has_ended
    if is_out(case, by, now):
        raise Refused(
            "role-has-ended",
            "This person's time in that role is over: whoever holds it now asks for "
            "this; where nobody does, record first who does (assign-role, act-for).",
            where="by.person",
            rules=rules,
        )


def _still_says_who(request: Request) -> None:
    """Nobody leaves these rules behind by going over to terms from before them."""
    if isinstance(request, AdoptTerms) and not request.terms.may_ask:
        raise Refused(
            "terms-without-roles",
            "These procedures do not say who may ask for what, and this case is under "
            "some that do: go over to an edition that says so.",
            where="terms.may_ask",
        )
