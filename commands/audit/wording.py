"""The codes of the audit in a practitioner's words: who did what, to what, and why.

Codes stand in the audit for ever and as JSON; the words are for a screen alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from commands.words import in_words

#: What was done -> how it is said, with what it was done to in its place.
DID: Final[Mapping[str, str]] = {
    "read": "saw {what}",
    "changed": "changed the case: {what}",
    "refused": "was refused: {what}",
    "exported": "took out {what}",
    "decoded": "opened {what} in Temporal's web page",
    "verified": "checked {what}",
    "key-renewed": "gave the case {what}",
    "sent-without-a-word": "asked with no gateway's word for who asks: {what}",
    "adopted": "finished marking {what} of earlier releases as whole",
    "marked": "marked {what} of earlier releases as whole",
    "legal-hold": "put a legal hold on {what}",
    "legal-hold-lifted": "lifted the legal hold on {what}",
    "erasure-proposed": "proposed to erase {what}",
    "erasure-confirmed": "confirmed the erasure of {what}",
    "erased": "erased {what}",
}
#: What it was done to, where the code is one of these.
WHAT: Final[Mapping[str, str]] = {
    "audit": "the audit",
    "case": "the case",
    "case/as-known-at": "the case as it was known once",
    "cases": "the caseload",
    "deliveries": "the letters of all cases",
    "export": "everything on record",
    "gaming": "the auditor's list",
    "gaming/one-case": "the auditor's list of one case",
    "gateway-keys/adopt": "which gateways the cases trust",
    "guide": "what the next step asks",
    "history": "the history",
    "history/as-known-at": "the history as it was known once",
    "hold": "which letters are held",
    "keys/renew": "a new key",
    "letter": "a letter",
    "letters": "the list of letters",
    "payloads": "what is sealed",
    "release": "which letters are held",
    "retention/certificate": "the certificate of erasure",
    "retention/confirm": "to confirm an erasure",
    "retention/erase": "to erase the record",
    "retention/hold": "to put a legal hold",
    "retention/lift": "to lift a legal hold",
    "retention/list": "how long records are kept",
    "retention/propose": "to propose an erasure",
    "retention/refused": "to erase what was refused at the door",
    "submit": "what a request would change",
    "submit/preview": "what a request would change",
    "translation/draft": "a draft of a translation",
    "translation/list": "the translations",
    "translation/out": "the text of a translation",
    "up": "the caseload, as Vigil started",
    "verify": "whether the record is whole",
    "why": "why something is due",
}
#: What it was done to, where the code names which; the first that fits.
WHICH: Final = (
    (re.compile(r"audit/(.+)"), r"the audit of what \1 did"),
    (re.compile(r"letter/(\d+)"), r"letter \1"),
    (re.compile(r"translation/draft/(.+)"), r"a draft of translation \1"),
    (re.compile(r"translation/out/(.+)"), r"the text of translation \1"),
    (re.compile(r"payloads/1"), r"1 sealed part"),
    (re.compile(r"payloads/(\d+)"), r"\1 sealed parts"),
    (re.compile(r"chains:1"), r"1 case"),
    (re.compile(r"chains:(\d+)"), r"\1 cases"),
    (re.compile(r"refused/(.+)"), r"what was refused at the door in \1"),
    (re.compile(r"record/(.+):(.+)"), r"the record, by the table \1 of \2"),
)
#: What was asked in somebody else's name: `approve-delay/as/PERSON/ROLE`.
IN_NAME_OF: Final = re.compile(r"([^/]+)/as/([^/]+)/([^/]+)")
#: Why, where the bare words of the code would not say it.
WHY: Final[Mapping[str, str]] = {
    "attested-elsewhere": "another gateway's word came with it",
    "gateway-keys-unusable": "the gateway's keys cannot be used",
    "refused-at-the-door": "its time was over",
    "role-not-allowed": "not for this role",
    "somebody-else-sits-here": "asked in another name or role",
    "whole": "it is",
}
FAULTS: Final = (
    (re.compile(r"faults-1"), "1 fault"),
    (re.compile(r"faults-(\d+)"), r"\1 faults"),
)


def said(did: str, what: str, why: str = "") -> str:
    """One thing that somebody did, as a person says it."""
    # No format: what somebody put into the audit by hand may hold braces of its own.
    told = DID.get(did, f"{in_words(did)} {{what}}").replace("{what}", to_what(what))
    return f"{told} ({because(why)})" if why else told


def to_what(code: str) -> str:
    """What it was done to. A request is named by its own words."""
    asked = IN_NAME_OF.fullmatch(code)
    if asked is not None:
        kind, person, role = asked.groups()
        return f"{in_words(kind)}, in the name of {person} ({in_words(role)})"
    return WHAT.get(code) or _first(WHICH, code) or in_words(code)


def because(code: str) -> str:
    """Why it was, or was not."""
    return WHY.get(code) or _first(FAULTS, code) or in_words(code)


def _first(forms: tuple[tuple[re.Pattern[str], str], ...], code: str) -> str:
    """The words of the first form that fits; nothing where none does."""
    fits = ((form.fullmatch(code), words) for form, words in forms)
    return next((found.expand(words) for found, words in fits if found), "")
