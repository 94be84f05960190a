"""`vigil approve-delay`, `vigil refuse-delay`: a manager's answer, by signal.

A signal is never answered, so what became of it is read from the record.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated, Any, Final

import typer

from adapters.record.fact_ledger import SqlFactLedger
from adapters.waiting import until
from commands.asking import own_id, requests_in
from commands.gateway.sending import gateway_of
from commands.helping import in_role
from commands.one_case import Ref, unknown_case
from commands.output import AsJson, Ended, Failure, calm, say, say_json
from commands.service import (
    case_ref,
    client_of,
    refusal,
    settings,
    store_of,
)
from commands.words import in_words
from domain.decide import content_hash, short_hash
from domain.errors import Refused
from domain.facts.keeping import RequestAccepted, RequestRefused
from domain.reading import read_request
from domain.recording import Row
from domain.refolding import FACT
from domain.requests import Request
from domain.requests.delays import ApproveDelay, RefuseDelay
from domain.roles import Role
from rulebook.schema import Frozen
from workflows import APPROVE_DELAY, REFUSE_DELAY

WITHIN: Final = timedelta(seconds=30)
AUTHORISED: Final = Role.AUTHORISED_MANAGER

Delay = Annotated[str | None, typer.Option(help="The reference it was asked under.")]
By = Annotated[str | None, typer.Option(help="Who answers: a person of the case.")]
InRole = Annotated[Role, in_role("The role in which they answer")]
Id = Annotated[str | None, typer.Option(help="The answer's own id, once for ever.")]
Reasons = Annotated[str | None, typer.Option(help="Why, in words.")]
File = Annotated[str | None, typer.Option(help="The whole answer as JSON instead.")]


class Answered(Frozen):
    """What became of an answer: `taken` says whether, `why` a code if it was not."""

    case: str
    kind: str
    taken: bool
    repeated: bool = False
    why: str | None = None
    where: str | None = None


@calm
async def approve_delay(
    ref: Ref,
    delay: Delay = None,
    by: By = None,
    role: InRole = AUTHORISED,
    id: Id = None,
    document: Annotated[
        str | None, typer.Option(help="The written agreement: where it is kept.")
    ] = None,
    reasons: Reasons = None,
    safeguard: Annotated[
        list[str] | None, typer.Option(help="CHILD=what keeps that child safe.")
    ] = None,
    checker: Annotated[
        str | None, typer.Option(help="Who checks the risks meanwhile.")
    ] = None,
    first_check_on: Annotated[
        str | None, typer.Option(help="The day of the first check.")
    ] = None,
    agreed_on: Annotated[
        str | None, typer.Option(help="The day by which it is to be held.")
    ] = None,
    file: File = None,
    json: AsJson = False,
) -> None:
    """Agree to a delay that was asked for. It moves no date."""
    fields = {
        "delay": delay,
        "document": document,
        "reasons": reasons,
        "safeguards": [_safeguard(each) for each in safeguard or ()] or None,
        "checker": checker,
        "first_check_on": first_check_on,
        "agreed_on": agreed_on,
    }
    asked = _asked(ref, "approve-delay", by, role, id, fields, file)
    if not isinstance(asked, ApproveDelay):
        raise _other_kind("approve-delay")
    _tell(await _answer(case_ref(ref), APPROVE_DELAY, asked), json)


@calm
async def refuse_delay(
    ref: Ref,
    delay: Delay = None,
    by: By = None,
    role: InRole = AUTHORISED,
    id: Id = None,
    reasons: Reasons = None,
    file: File = None,
    json: AsJson = False,
) -> None:
    """Do not agree to a delay, and say why. The date stands."""
    fields = {"delay": delay, "reasons": reasons}
    asked = _asked(ref, "refuse-delay", by, role, id, fields, file)
    if not isinstance(asked, RefuseDelay):
        raise _other_kind("refuse-delay")
    _tell(await _answer(case_ref(ref), REFUSE_DELAY, asked), json)


def _asked(
    ref: str,
    kind: str,
    by: str | None,
    role: Role,
    id: str | None,
    fields: dict[str, Any],
    file: str | None,
) -> Request:
    """The answer, from its file or from its options. Ends in bad input."""
    if file is not None:
        found = requests_in(file, case_ref(ref))
        if len(found) != 1:
            raise Failure(Ended.BAD_INPUT, "give one answer", where="--file")
        return found[0]
    given = {name: value for name, value in fields.items() if value is not None}
    own = id or own_id(case_ref(ref), kind, given.get("delay", ""))
    given |= {
        "kind": kind,
        "id": own,
        "by": {"person": by or _sits_here(), "role": role},
    }
    try:
        return read_request(json.dumps(given).encode())
    except Refused as refused:
        option = refused.where.split(".")[1:2] or [refused.where]
        raise refusal(refused, f"--{option[0].replace('_', '-')} at") from None


def _sits_here() -> str:
    """Whoever the settings name. Ends in bad input where they name nobody."""
    person = settings().person
    if person is None:
        raise Failure(
            Ended.BAD_INPUT, "say who answers, or set VIGIL_PERSON", where="--by"
        )
    return person


def _safeguard(text: str) -> dict[str, str]:
    child, equals, action = text.partition("=")
    if not equals:
        raise Failure(Ended.BAD_INPUT, "write CHILD=what is done", where="--safeguard")
    return {"child": child.strip(), "action": action.strip()}


def _other_kind(kind: str) -> Failure:
    return Failure(
        Ended.BAD_INPUT, f"this command takes the request {kind}", where="kind"
    )


async def _answer(ref: str, signal: str, asked: ApproveDelay | RefuseDelay) -> Answered:
    """Send the answer and read from the record what became of it."""
    found = settings()
    async with store_of(found) as store:
        before = await store.facts.facts(ref)
        if not before:
            raise unknown_case()
        if _same_before(before, asked):
            return Answered(case=ref, kind=asked.kind, taken=True, repeated=True)
        gateway = gateway_of(await client_of(found), found)
        await gateway.answer(ref, signal, asked)
        return await _became(store.facts, ref, asked, before[-1].no)


async def _became(
    facts: SqlFactLedger, ref: str, asked: Request, last: int
) -> Answered:
    async def look() -> Answered | None:
        held = await facts.facts(ref)
        answers = (answer_in(row, ref, asked) for row in held if row.no > last)
        return next(filter(None, answers), None)

    answered = await until(look, WITHIN.total_seconds())
    if answered is None:
        raise Failure(
            Ended.UNREACHABLE,
            f"the answer was sent, and nothing is on record after {WITHIN.seconds} "
            "seconds: it is kept and will be judged when a worker runs. Look at "
            "'vigil history' before you send it again",
        )
    return answered


def answer_in(row: Row, ref: str, asked: Request) -> Answered | None:
    """What an entry of the record says of this answer; None if it is of another."""
    fact = FACT.validate_json(row.body)
    match fact:
        case RequestAccepted() if fact.id == short_hash(asked.id):
            return Answered(case=ref, kind=asked.kind, taken=True)
        case RequestRefused() if fact.id == short_hash(asked.id):
            return Answered(
                case=ref, kind=asked.kind, taken=False, why=fact.why, where=fact.where
            )
        case _:
            return None


def _same_before(held: list[Row], asked: Request) -> bool:
    content = content_hash(asked)
    facts = (FACT.validate_json(r.body) for r in held if r.kind == "request-accepted")
    return any(
        isinstance(fact, RequestAccepted)
        and (fact.id, fact.content) == (short_hash(asked.id), content)
        for fact in facts
    )


def _tell(answered: Answered, json: bool) -> None:
    if json:
        say_json(answered)
    elif answered.repeated:
        say("This answer was taken before: nothing more was done.")
    elif answered.taken:
        say("The answer was taken, and is on record. It does not move the date.")
    if not answered.taken:
        raise Failure(
            Ended.REFUSED,
            f"the answer was not taken ({in_words(answered.why or 'not said')}): "
            "'vigil submit' sends the same answer and says in words what stands "
            "against it",
            where=answered.where or "",
        )
