"""A fault of the record in words: where it is, what was found, what to do now."""

from __future__ import annotations

import re
from typing import Final

from adapters.record.books import AUDIT_BOOK, FACTS_BOOK, SEALS_BOOK, is_a_name
from adapters.record.seals import LastSeal, Unsealed
from adapters.record.seals_checked import SEALED_ENDS, Finding
from adapters.store.tables import HOUSE, TERMS
from commands.words import many
from domain.evidence.faults import Fault, What

WHAT_TO_DO: Final = (
    "What stands before the place that is named is as Vigil wrote it. Put nothing "
    "right by hand. Keep this store and its last backups as they are, tell the auditor "
    "and whoever answers for data protection, and look at the backups with 'vigil "
    "verify' too: the newest one that is whole says what stood there. The clocks of "
    "the cases run on; nothing is added to a chain whose end Vigil did not write."
)
MEANS: Final = {
    What.ALTERED: "This is not what Vigil wrote: it was changed afterwards.",
    What.MISSING: "Gone, from among others that are still there{to}.",
    What.INSERTED: "Not written by Vigil: it was put in afterwards.",
    What.REORDERED: "Another one belongs here, and stands elsewhere: they were moved.",
    What.CUT_SHORT: "Gone, and all that followed{to}: the record was cut short.",
    What.GONE: "Not one is left of those that were here{to}.",
    What.REWRITTEN: "From here on{to} something was replaced, and what follows made to "
    "fit.",
    What.END_MISSING: "What says where it ends was taken away.",
    What.END_ALTERED: "What says where it ends was not written by Vigil.",
    What.NOT_ADOPTED: "It is from before ends were marked, and no worker has marked it "
    "yet: start one with every line of the keyring that its rows are under, and look "
    "again.",
    What.UNKNOWN_KEY: "This cannot be told: the key that it names is not given here. "
    "Give the whole keyring, and of a retired line its public half; if all are there, "
    "it was changed.",
    What.FORGED: "The signature is not that of the key that it names.",
    What.NO_TERMS: "What it names as the procedures that the case is judged by is not "
    "kept, or not as it was.",
    What.UNOPENABLE: "Its words do not open, or are not those that were recorded.",
}
FINGERPRINT: Final = re.compile(r"[0-9a-f]{64}")
OF_A_SEAL: Final = {
    What.ALTERED: "What it seals is not what was sealed: one was changed.",
    What.MISSING: "One of those that it sealed was taken away.",
    What.INSERTED: "It is said to seal one that it did not seal.",
}


def where(found: Finding) -> str:
    """The place, as somebody would look it up."""
    no = found.fault.no
    if found.book == SEALED_ENDS:
        case = f", for case {_named(found.chain)}" if found.chain else ""
        return f"What seal {no} seals{case}"
    if found.book == SEALS_BOOK.name:
        return f"Seal {no}"
    if found.book == TERMS.name:
        return f"The procedures kept under {_in_short(found.chain)}"
    entry = {FACTS_BOOK.name: "fact", AUDIT_BOOK.name: "entry"}[found.book]
    place = f"Case {_named(found.chain)}" if found.chain != HOUSE else "The house"
    audit = " in the audit" if found.book == AUDIT_BOOK.name else ""
    return f"{place}{audit}, {entry} {no}"


def _named(chain: str) -> str:
    """What no case can be called is quoted: no terminal does what stands in it."""
    return chain if is_a_name(chain) else ascii(chain)


def _in_short(fingerprint: str) -> str:
    """Enough to look it up by; of what is no fingerprint, what stands there."""
    is_one = FINGERPRINT.fullmatch(fingerprint)
    return f"{fingerprint[:16]}…" if is_one else ascii(fingerprint)


def meaning(found: Finding) -> str:
    """What was found, and which seal shows it."""
    fault = found.fault
    if found.book == SEALED_ENDS:
        return OF_A_SEAL[fault.what]
    shown = f" Seal {fault.seal} shows it." if fault.seal else ""
    return MEANS[fault.what].format(to=_to(fault)) + shown


def sealed_so_far(unsealed: Unsealed) -> str:
    """The last seal, and what is not under one yet."""
    if unsealed.last is None:
        return "Nothing was ever sealed: a worker does it, every minute."
    waiting = "everything is under it"
    if unsealed.since is not None:
        chains = many(unsealed.chains, "chain")
        waiting = f"{chains} not yet, the oldest since {unsealed.since.isoformat()}"
    elif unsealed.unmarked:
        waiting = "everything with a mark is under it"
    return f"The last seal: {in_short(unsealed.last)}; {waiting}."


def in_short(seal: LastSeal) -> str:
    return f"{seal.no}:{seal.digest}, {seal.at.isoformat()}"


def _to(fault: Fault) -> str:
    if fault.until is None or fault.until <= fault.no:
        return ""
    return f" (to {fault.until})"
