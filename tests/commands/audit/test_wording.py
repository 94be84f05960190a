"""No code of the audit is left a code on the screen: each that is written has words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from adapters.codec_server import witness
from adapters.record import adopting
from commands import reading
from commands.audit import doings
from commands.audit.wording import DID, WHAT, WHY, because, said, to_what
from commands.gateway import refusals, sending, unvouched
from commands.keys import renewing
from commands.record import verify
from commands.record.as_known import AS_KNOWN
from commands.retention import desk, refused
from commands.shows import MAY_SEE, SHOWS
from commands.words import in_words
from domain.requests import Request
from domain.retention.steps import StepKind

ROOT = Path(__file__).parents[3]
REQUESTS: tuple[type[BaseModel], ...] = get_args(Request)
#: Every file that writes into the audit -> all that it may say was done.
WRITERS: dict[str, set[str]] = {
    "adapters/codec_server/witness.py": {witness.DECODED, witness.REFUSED},
    "adapters/record/adopting.py": {adopting.MARKED, adopting.ADOPTED},
    "adapters/record/retention.py": set(StepKind),
    "commands/gateway/refusals.py": {refusals.KIND, unvouched.KIND},
    "commands/keys/renewing.py": {renewing.RENEWED},
    "commands/reading.py": {reading.READ, reading.REFUSED, reading.EXPORTED},
    "commands/record/verify.py": {verify.VERIFIED},
    "commands/retention/desk.py": {reading.REFUSED, refused.ERASED},
}
#: What the case's own record says of who asked: it stands in the same list.
OF_THE_RECORD = {doings.CHANGED, doings.REFUSED}
SHOWING = {name for name, shows in SHOWS.items() if shows in MAY_SEE}
#: What is written with a name of its own, which nothing can list beforehand.
NAMED = {
    "audit/sm-0042": "the audit of what sm-0042 did",
    "letter/12": "letter 12",
    "translation/draft/t1": "a draft of translation t1",
    "translation/out/t1": "the text of translation t1",
    "payloads/1": "1 sealed part",
    "payloads/3": "3 sealed parts",
    "chains:0": "0 cases",
    "chains:1": "1 case",
    "refused/2026-11": "what was refused at the door in 2026-11",
    "record/default:2026-11-24": "the record, by the table default of 2026-11-24",
    "approve-delay/as/manager/authorised-manager": (
        "approve delay, in the name of manager (authorised manager)"
    ),
}
#: What a command adds to its own name.
PARTS = {
    f"case/{AS_KNOWN}",
    f"history/{AS_KNOWN}",
    "submit/preview",
    "gaming/one-case",
    "keys/renew",
    witness.WHAT,
    *(f"{desk.ABOUT}/{step}" for step in ("hold", "lift", "propose", "confirm")),
    *(f"{desk.ABOUT}/{step}" for step in ("erase", "refused")),
}


def test_no_other_file_writes_into_the_audit() -> None:
    """A new one: put it into WRITERS with what it says was done, and give it words."""
    writes = re.compile(r"\bEntry\([^)]")
    known = re.compile(
        r"from adapters\.record\.audit import (?:[^\n(]*|\([^)]*)\bEntry\b"
    )
    found = {
        str(path.relative_to(ROOT))
        for room in ("activities", "adapters", "commands", "workflows")
        for path in (ROOT / room).rglob("*.py")
        if writes.search(text := path.read_text()) and known.search(text)
    }

    assert found == set(WRITERS)


def test_everything_that_can_be_said_to_be_done_has_words_and_nothing_else() -> None:
    assert set(DID) == OF_THE_RECORD.union(*WRITERS.values())


def test_everything_that_a_command_shows_has_words_and_nothing_else() -> None:
    """`letter` and the like are always written with which; a refusal is as well."""
    assert set(WHAT) == SHOWING | PARTS


@pytest.mark.parametrize(("code", "words"), NAMED.items())
def test_what_names_which_one_is_said_with_it(code: str, words: str) -> None:
    assert to_what(code) == words


@pytest.mark.parametrize(
    "kind", [str(r.model_fields["kind"].default) for r in REQUESTS]
)
def test_a_request_is_named_by_its_own_words(kind: str) -> None:
    """None of them is by chance also the name of a command."""
    assert to_what(kind) == kind.replace("-", " ")


def test_why_is_said_in_words() -> None:
    own = {
        sending.SOMEBODY_ELSE,
        sending.ATTESTED_BEFORE,
        unvouched.WHY,
        refused.WHY,
        "role-not-allowed",
        "whole",
    }

    assert set(WHY) == own
    assert because(reading.WRONG_ROLE) == "not for this role"
    assert [because(f"faults-{n}") for n in (1, 12)] == ["1 fault", "12 faults"]


@pytest.mark.parametrize(
    ("did", "what", "why", "words"),
    [
        ("exported", "export", "", "took out everything on record"),
        ("verified", "verify", "whole", "checked whether the record is whole (it is)"),
        ("read", "case/as-known-at", "", "saw the case as it was known once"),
        (
            "decoded",
            "payloads/1",
            "",
            "opened 1 sealed part in Temporal's web page",
        ),
        (
            "adopted",
            "chains:0",
            "",
            "finished marking 0 cases of earlier releases as whole",
        ),
        (
            "legal-hold",
            "record/default:2026-11-24",
            "inquest",
            "put a legal hold on the record, by the table default of 2026-11-24 "
            "(inquest)",
        ),
        (
            "refused",
            "history",
            "not-for-this-role",
            "was refused: the history (not for this role)",
        ),
    ],
)
def test_what_somebody_did_is_said_in_a_practitioner_s_words(
    did: str, what: str, why: str, words: str
) -> None:
    assert said(did, what, why) == words


def test_what_another_release_wrote_is_told_by_the_words_of_its_code() -> None:
    assert said("looked-over", "the-shelf") == f"looked over {in_words('the-shelf')}"


@pytest.mark.parametrize("put_in", ["{", "{x}", "{0.__class__}", "%s", ""])
def test_what_somebody_put_into_the_audit_by_hand_is_shown_as_it_stands(
    put_in: str,
) -> None:
    assert said(put_in, put_in, put_in).startswith(f"{put_in} {put_in}")
