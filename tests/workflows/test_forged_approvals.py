"""Nobody agrees to a delay but the manager, by whichever way it is sent; each attempt
stays on record. One server, a case for each way, and runs that end again and again.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateStage,
)
from temporalio.contrib.pydantic import pydantic_data_converter

from adapters.clock import SystemClock
from adapters.gateway.attesting import DEVELOPMENT_SEED, Attester
from adapters.record.audit import Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from commands.gateway.sending import Gateway
from commands.output import Failure
from domain.decide import short_hash
from domain.decide.refusals import MOST_TRACES
from domain.facts.keeping import RequestRefused
from domain.making import changed
from domain.reading import read_request
from domain.requests import Request
from domain.requests.base import By
from domain.requests.keeping import AdoptGatewayKeys, AdoptTerms
from domain.requests.people import AssignRole
from tests.replay.keeping import remember
from tests.workflows.family import (
    MOTHER,
    SENT,
    an_intake,
    ask,
    first_edition,
    note,
    opening,
)
from tests.workflows.forging import (
    FORMER,
    GATEWAY,
    MANAGER,
    OPEN,
    OWN,
    STRANGER,
    TRUE,
    VISITOR,
    WORKER,
    approval,
    attempts,
)
from tests.workflows.stage import SHORT_RUNS, Case, Stage, stage
from workflows import APPROVE_DELAY, SUBMIT

pytestmark = pytest.mark.server

#: Before the hour in which the manager came into the role.
ROLES = [
    {"role": "social-worker", "person": "p-worker"},
    {"role": "authorised-manager", "person": FORMER.person},
]
A_DAY = timedelta(days=1)
#: Why it was refused is sealed: whoever has no key cannot even read that.
SEALED_TO_THEM = KeyError
Send = Callable[[Case, Any], Awaitable[None]]


@dataclass(frozen=True)
class Scene:
    """A server with a gateway, its audit, and somebody who has only the server."""

    staged: Stage
    gateway: Gateway
    audit: SqlAudit
    outsider: Client

    def now(self) -> datetime:
        return whole(SystemClock().now() + self.staged.shift)

    async def begin(self, ref: str) -> Case:
        """A case that trusts the gateway, where three delays have been asked for.

        Its manager came into the role an hour ago, in place of another.
        """
        opened = first_edition(an_intake(ref, roles=ROLES))
        trusting_for_a_day = replace(self.gateway, now=lambda: SENT - A_DAY)
        case = await self.staged.start(trusting_for_a_day.open(opened))
        told = [
            AssignRole(
                id="council#1",
                by=WORKER,
                role=MANAGER.role,
                person=MANAGER.person,
                since=SENT - timedelta(hours=1),
            ),
            delay(3, TRUE),
            delay(4, OWN, by=MANAGER),
            delay(5, OPEN),
        ]
        for request in told:
            await self.gateway.ask(ref, request)
        return case


def whole(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def delay(number: int, ref: str, by: By = WORKER) -> Request:
    asked = ask(
        "request-delay",
        number,
        delay=ref,
        children=["child-1"],
        reasons="A report is late.",
        proposed_on="2027-02-05",
    )
    return asked.model_copy(update={"by": by})


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    async with stage(folder, SENT, SHORT_RUNS) as staged:
        # What is read from the ledger is read as another process would.
        database = Database.open(folder / "vigil.db")
        audit = SqlAudit(database, Signet(Keyring.development()))

        found = Scene(
            staged,
            Gateway(staged.client, GATEWAY, audit.write),
            audit,
            await Client.connect(
                staged.server.address, data_converter=pydantic_data_converter
            ),
        )
        yield replace(found, gateway=replace(found.gateway, now=found.now))
        database.close()


def by_update(client: Client, answer: type[Exception]) -> Send:
    async def send(case: Case, given: Any) -> None:
        handle = client.get_workflow_handle(case.id)
        with pytest.raises(answer):
            await handle.execute_update(SUBMIT, given)

    return send


def by_signal(client: Client) -> Send:
    async def send(case: Case, given: Any) -> None:
        await client.get_workflow_handle(case.id).signal(APPROVE_DELAY, given)

    return send


async def traces(staged: Stage, case: Case, count: int) -> list[RequestRefused]:
    rows = await staged.fact(case, "request-refused", count)
    return [RequestRefused.model_validate_json(row.body) for row in rows]


async def test_no_way_leads_past_the_gateway_and_every_attempt_is_on_record(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as found:
        staged = found.staged
        ways = {
            "CP-UPDATE": by_update(staged.client, WorkflowUpdateFailedError),
            "CP-SIGNAL": by_signal(staged.client),
            "CP-RAW-UPDATE": by_update(found.outsider, SEALED_TO_THEM),
            "CP-RAW-SIGNAL": by_signal(found.outsider),
        }
        for ref, send in ways.items():
            case = await found.begin(ref)
            taken = found.gateway.attester.attested(
                approval("true", TRUE), ref, found.now()
            )
            run = await agreed(case, taken)
            tried = list(attempts(ref, found.now(), taken))
            runs = [run]
            for attempt in tried:
                await send(case, attempt.sent)
                runs.append((await case.describe()).run_id)
            kept = await traces(staged, case, len(tried))
            assert [(fact.why, fact.last) for fact in kept] == [
                (attempt.why, False) for attempt in tried
            ]
            read = [(f.id, a.id) for f, a in zip(kept, tried, strict=True) if f.id]
            assert len(read) == len(tried) - 1
            assert all(hashed == short_hash(id) for hashed, id in read)
            await only_the_true_one(staged, case)
            assert (await case.describe()).run_id != case.first_execution_run_id
            if ref == "CP-UPDATE":
                await remember(staged, case, "an-attested-case", run)
                await remember(staged, case, "a-forged-case", runs[len(runs) // 2])


async def agreed(case: Case, request: Request) -> str:
    """The run of the case that took this agreement."""
    taken = await case.start_update(
        SUBMIT, request, wait_for_stage=WorkflowUpdateStage.COMPLETED
    )
    await taken.result()
    assert taken.workflow_run_id is not None
    return taken.workflow_run_id


async def only_the_true_one(staged: Stage, case: Case) -> None:
    """One delay was agreed; the record says on whose word, and who came into a role."""
    rows = await staged.record(case)
    agreed = [json.loads(row.body)["delay"] for row in rows if "approved" in row.kind]
    assert agreed == [TRUE]
    said = [json.loads(r.body) for r in rows if r.kind == "request-accepted"]
    words = [
        (each["asked"], each["attestation"]["person"])
        for each in said
        if "attestation" in each
    ]
    assert words == [
        ("assign-role", WORKER.person),
        ("request-delay", WORKER.person),
        ("request-delay", MANAGER.person),
        ("request-delay", WORKER.person),
        ("approve-delay", MANAGER.person),
    ]


async def test_what_the_gateway_sent_and_a_case_refused_is_in_the_audit(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as found:
        await found.begin("CP-1")
        mistakes = [
            (approval("own", OWN), "asked-by-the-same-person"),
            (approval("worker", by=WORKER), "not-the-authority"),
            (approval("former", by=FORMER), "role-held-by-another"),
            (approval("none", "delay-9"), "delay-not-asked-for"),
            (note(7, found.now() + timedelta(days=3)), "in-the-future"),
        ]
        for request, _ in mistakes:
            with pytest.raises(Failure):
                await found.gateway.ask("CP-1", request)
        theirs = replace(found.gateway, person="mallory", role=WORKER.role)
        with pytest.raises(Failure) as elsewhere:
            await theirs.answer("CP-1", APPROVE_DELAY, approval("sat"))
        entries = await found.audit.of_case("CP-1")
        blamed = await found.audit.of_person(MANAGER.person)
        await rules_and_keys_need_a_word_too(found)
        await nobody_comes_in_by_the_side(found)
        await flooded(found)

    assert "sits here" in elsewhere.value.message
    *refusals, impersonation = [line(entry) for entry in entries]
    assert refusals == [
        (r.by.person, r.by.role, r.kind, why, "refused") for r, why in mistakes
    ]
    assert impersonation == (
        *("mallory", WORKER.role),
        f"approve-delay/as/{MANAGER.person}/{MANAGER.role}",
        *("somebody-else-sits-here", "refused"),
    )
    assert impersonation not in [line(entry) for entry in blamed]


def line(entry: Entry) -> tuple[str, ...]:
    return entry.person, entry.role, entry.what, entry.why, entry.kind


async def rules_and_keys_need_a_word_too(found: Scene) -> None:
    """Nobody goes round the gateway by changing what the case trusts, or its rules."""
    case = await found.begin("CP-KEYS")
    by, keys = By(person="op-1", role="system-operator"), STRANGER.public_keys
    adopt = AdoptGatewayKeys(id="k1", by=by, keys=keys, reason="rotation")
    theirs = STRANGER.attested(changed(adopt, id="k2"), "CP-KEYS", found.now())
    newest = opening(an_intake("CP-KEYS")).terms
    terms = AdoptTerms(id="t1", by=by, terms=newest, authority="Council.")
    send = by_update(found.outsider, SEALED_TO_THEM)
    for sent in (adopt, theirs, terms):
        await send(case, sent)

    kept = await traces(found.staged, case, 3)
    assert [(fact.asked, fact.why) for fact in kept] == [
        ("adopt-gateway-keys", "attestation-missing"),
        ("adopt-gateway-keys", "attestation-unknown-key"),
        ("adopt-terms", "attestation-missing"),
    ]
    both = Attester({"development": DEVELOPMENT_SEED, "next": b"n" * 32})
    wider = replace(found.gateway, attester=both)
    added = changed(adopt, id="k3", keys=both.public_keys)
    await wider.ask("CP-KEYS", added)
    following = replace(found.gateway, attester=Attester({"next": b"n" * 32}))
    await following.ask("CP-KEYS", approval("true", TRUE))


def by_the_side(at: datetime) -> Iterator[Request]:
    """Into the manager's role, out of it, to another address, past what is stopped."""
    role, them = MANAGER.role, VISITOR.person
    now, later = at.isoformat(), (at + A_DAY).isoformat()
    yield told("assign-role", role=role, person=them, since=now)
    yield told("end-role", role=role, person=MANAGER.person, ended_at=now)
    yield told("act-for", role=role, person=them, starts_at=now, ends_at=later)
    yield told("change-person", person=MOTHER, since=now, email="his@home.example")
    yield told("release-letters", who=MOTHER, reason="unsafe")
    yield told("lift-exclusion", person=MOTHER, lifted_at=now, reason="no-risk")


def told(kind: str, **fields: Any) -> Request:
    by = WORKER.model_dump(mode="json")
    body = {"kind": kind, "id": f"side#{kind}", "by": by, **fields}
    return read_request(json.dumps(body).encode())


async def nobody_comes_in_by_the_side(found: Scene) -> None:
    """Nobody makes themselves the manager, or has a letter go elsewhere, without a
    word; protection needs none, and who may ask is not kept from it.
    """
    case, staged = await found.begin("CP-SIDE"), found.staged
    hold = told("hold-letters", who=MOTHER, reason="unsafe")
    for protecting in (hold, note(7, found.now())):
        await staged.submit(case, protecting)
    before = len(await staged.fact(case, "letters-held"))
    tried = list(by_the_side(found.now()))
    for asked in tried:
        plain = asked.model_dump(mode="json")
        await by_update(found.outsider, SEALED_TO_THEM)(case, plain)

    kept = await traces(staged, case, len(tried))
    assert [(fact.asked, fact.why, fact.id) for fact in kept] == [
        (asked.kind, "attestation-missing", short_hash(asked.id)) for asked in tried
    ]
    rows = await staged.record(case)
    unchanged = {"person-changed", "letters-released", "role-ended", "exclusion-lifted"}
    assert unchanged.isdisjoint(row.kind for row in rows)
    assert before == 1
    await found.gateway.ask("CP-SIDE", approval("true", TRUE))
    released = next(asked for asked in tried if asked.kind == "release-letters")
    await found.gateway.ask("CP-SIDE", released)
    await staged.fact(case, "letters-released")


async def flooded(found: Scene) -> None:
    """A flood fills no case: it leaves so many traces, and the next answer is taken.

    One that came six minutes late leaves its own beside them, however often it is sent.
    """
    staged = found.staged
    case = await found.begin("CP-FLOOD")
    outside = found.outsider.get_workflow_handle(case.id)
    for number in range(MOST_TRACES + 10):
        plain = approval(f"flood-{number}").model_dump(mode="json")
        await outside.signal(APPROVE_DELAY, plain)
    await traces(staged, case, MOST_TRACES)
    for given in ("words", approval("late").model_dump(mode="json")):
        await by_update(found.outsider, SEALED_TO_THEM)(case, given)
    await found.gateway.answer("CP-FLOOD", APPROVE_DELAY, approval("own", OWN))
    six_minutes_ago = found.now() - timedelta(minutes=6)
    waited = GATEWAY.attested(approval("waited"), "CP-FLOOD", six_minutes_ago)
    for _ in range(3):
        await case.signal(APPROVE_DELAY, waited)
    await found.gateway.answer("CP-FLOOD", APPROVE_DELAY, approval("true", TRUE))

    await staged.fact(case, "delay-approved")
    kept = await traces(staged, case, MOST_TRACES + 2)
    assert [fact.last for fact in kept] == [
        *[False] * (MOST_TRACES - 1),
        True,
        False,
        False,
    ]
    assert [(fact.why, fact.late) for fact in kept[-2:]] == [
        ("asked-by-the-same-person", False),
        ("attestation-expired", True),
    ]
    assert (await case.describe()).run_id != case.first_execution_run_id
    await only_the_true_one(staged, case)
