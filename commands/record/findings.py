"""Why a case cannot be worked out from its facts, in words."""

from __future__ import annotations

from typing import Final

from commands.output import Ended, Failure
from domain.refolding import CannotRefold

WHY: Final = {
    "nothing-recorded": "nothing is on record of it",
    "gap": "an entry is missing, stands twice or is out of order",
    "not-opened": "its record does not begin with its beginning",
    "unreadable": "an entry cannot be understood: a newer Vigil may have written it",
    "other-terms": "the terms that were found are not those that it names",
    "terms-not-named": "it was begun before the record kept what a case is judged by, "
    "and no running case could be asked",
    "terms-not-kept": "what it is judged by is not kept where its record says",
    "terms-altered": "what is kept of what it is judged by was altered",
    "unknown-key": "the key that its record was sealed with is not given here",
    "key-damaged": "its key does not open where it lies: restore that row of the store "
    "of the cases' keys from its newest backup",
    "damaged": "what is sealed in its record does not open",
    "elsewhere": "what is sealed in its record is another case's",
}
FAULT: Final = "Vigil has a fault of its own there ({code})"


def why(code: str, no: int = 0) -> str:
    """The reason in words, and at which entry of `vigil history`."""
    at = f" (entry {no})" if no else ""
    return f"{WHY.get(code, FAULT.format(code=code))}{at}"


def cannot_refold(error: CannotRefold) -> Failure:
    """As a command's end."""
    return Failure(
        Ended.REFUSED,
        f"this cannot be worked out from the record: {why(error.code, error.no)}; "
        "'vigil verify' says whether the record was altered",
        where="REF",
    )
