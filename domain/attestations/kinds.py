"""Which kinds of request need a gateway's word for who asks, and by which rule.

A kind needs one by the first of these that is true of it: it says who may speak
(AUTHORITY), whom letters reach and who may know what (REACH), it lets a letter go
(LETS_GO), or it takes back or ends what is due without its having been done (ENDS).

Not simply every kind. What only protects (`record-protective-action`, `hold-letters`,
an order, a concern about a sibling) never waits for a gateway or its key: a stranger
can but make the case more careful. Nor does a report that something was done, or was
not: it gives nobody a say, an address or a letter. One that is false can quieten what
reminds of that work, so Temporal's authoriser is needed beside this.

A case that trusts a gateway is replayed by these sets: once such cases are in use, a
kind is added only where a case's own terms carry it.
"""

from __future__ import annotations

from typing import Final

ADOPT_KEYS: Final = "adopt-gateway-keys"

#: A manager's or a chair's answer about a date; who holds a role; which rules, and
#: whose word, the case goes by.
AUTHORITY: Final = frozenset(
    {
        "approve-delay",
        "refuse-delay",
        "postpone-conference",
        "assign-role",
        "act-for",
        "end-role",
        "guardian-appointed",
        "guardian-ended",
        "adopt-terms",
        ADOPT_KEYS,
    }
)

#: Who is in the case, how they are reached, who is invited and was there (a copy goes
#: to those), who is kept away, and what of a document somebody is given. Keeping
#: somebody away is here too: it shuts a parent out, and they are written to about it.
#: Whoever must stop a letter at once holds it.
REACH: Final = frozenset(
    {
        "add-person",
        "change-person",
        "add-child",
        "change-child",
        "change-household",
        "record-birth",
        "book-conference",
        "invite-to-conference",
        "decide-child-attendance",
        "record-conference-held",
        "record-the-day",
        "record-core-group",
        "exclude-from-conference",
        "lift-exclusion",
        "decide-adult-concern",
        "lift-adult-concern",
        "decide-sharing",
        "decide-not-to-share-report",
        "withhold-plan",
    }
)

#: A letter goes: held no longer, asked for, sent by the next way because it is said to
#: have come back, or in words that a translator and a second reader stand for.
LETS_GO: Final = frozenset(
    {
        "release-letters",
        "send-document",
        "record-delivery",
        "return-translation",
        "check-translation",
    }
)

#: What was recorded or decided is taken back; a case, a conference, or what is due for
#: somebody, ends or is put off by being said to.
ENDS: Final = frozenset(
    {
        "correct",
        "close-case",
        "reopen-case",
        "close-conference",
        "conference-did-not-go-ahead",
        "move-conference",
        "record-outcome",
        "decision-set-aside",
        "conclude-enquiry",
        "reopen-enquiry",
        "decide-conference-not-required",
        "decide-pre-birth-not-needed",
        "record-pregnancy-ended",
        "record-death",
        "accept-transfer",
        "record-transfer-conference",
        "extend-emergency-order",
        "discharge-emergency-order",
        "end-assessment-order",
        "plan-legal-action",
        "proceedings-ended",
        "decide-interpreter",
        "cancel-translation",
    }
)

ATTESTED: Final = AUTHORITY | REACH | LETS_GO | ENDS
