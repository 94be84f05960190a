"""The gateway vouches for whoever sits here, and writes down what was refused."""

from __future__ import annotations

from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from adapters.gateway.attesting import Attester
from adapters.record.audit import Entry
from commands.gateway.answers import code_of
from commands.gateway.sending import Gateway
from commands.output import Ended, Failure
from domain.receipts import Receipt
from domain.requests import Request
from domain.requests.letters import HoldLetters
from tests.dates import instant
from tests.domain.delaying import approve, request_delay
from tests.domain.requesting import MANAGER, WORKER
from workflows import REFUSED

NOW = instant("Mon 2026-12-21 10:00Z")
REFUSAL = ApplicationError("Ask them.", "too-late", "at", ["SX-29"], type=REFUSED)


class Served:
    """A case that takes everything, or answers with an error; and the audit of it."""

    def __init__(self, error: Exception | None = None, unkept: bool = False) -> None:
        self.error, self.unkept = error, unkept
        self.sent: list[Any] = []
        self.written: list[tuple[str, ...]] = []

    def get_workflow_handle(self, id: str) -> Served:
        return self

    async def execute_update(self, name: str, request: Any, **_: Any) -> Receipt:
        return await self._take(request)

    async def signal(self, name: str, request: Any, **_: Any) -> Receipt:
        return await self._take(request)

    async def _take(self, request: Any) -> Receipt:
        self.sent.append(request)
        if self.error is not None:
            raise self.error
        return Receipt(case="CP-1", facts=1)

    async def write(self, entry: Entry) -> None:
        if self.unkept:
            raise Failure(Ended.UNREACHABLE, "the audit cannot be written (OSError)")
        self.written.append(
            (entry.kind, entry.person, entry.role, entry.what, entry.why)
        )

    def gateway(self, **sitting: Any) -> Gateway:
        client: Any = self
        attester = Attester.development()
        return Gateway(client, attester, self.write, now=lambda: NOW, **sitting)


async def refused(gateway: Gateway, request: Request) -> Failure:
    with pytest.raises(Failure) as caught:
        await gateway.ask("CP-1", request)
    return caught.value


async def test_an_answer_goes_out_with_the_gateway_s_word() -> None:
    served = Served()
    await served.gateway().ask("CP-1", approve())
    await served.gateway().answer("CP-1", "approve_delay", approve())

    for sent in served.sent:
        assert (sent.attestation.case, sent.attestation.issued_at) == ("CP-1", NOW)
        assert sent.attestation.person == MANAGER.person
    first, second = (sent.attestation.nonce for sent in served.sent)
    assert first != second
    assert served.written == []


async def test_whatever_is_asked_goes_out_with_the_gateway_s_word() -> None:
    """What protects at once too: so the record shows who it was."""
    served = Served()
    hold = HoldLetters(id="h", by=WORKER, who=None, reason="unsafe")
    for asked in (request_delay(), hold):
        await served.gateway().ask("CP-1", asked)

    assert [sent.attestation.person for sent in served.sent] == [WORKER.person] * 2


async def test_what_a_case_refuses_is_told_and_written_down_in_codes() -> None:
    served = Served(WorkflowUpdateFailedError(REFUSAL))
    failure = await refused(served.gateway(), approve())

    assert (failure.ended, failure.message, failure.where, failure.rules) == (
        Ended.REFUSED,
        "Ask them.",
        "at",
        ("SX-29",),
    )
    assert served.written == [
        ("refused", "manager", "authorised-manager", "approve-delay", "too-late")
    ]


async def test_a_refusal_that_cannot_be_written_down_says_both() -> None:
    served = Served(WorkflowUpdateFailedError(REFUSAL), unkept=True)
    failure = await refused(served.gateway(), approve())

    assert failure.ended is Ended.UNREACHABLE
    assert failure.message.startswith("at: Ask them. Rules: SX-29.")
    assert "the audit cannot be written" in failure.message


async def test_a_case_that_does_not_say_why_is_written_down_too() -> None:
    error = WorkflowUpdateFailedError(RuntimeError("no words"))
    served = Served(error)
    await refused(served.gateway(), approve())

    assert served.written[0][-1] == code_of(error) == "no-code"


async def test_a_server_that_is_away_is_no_refusal() -> None:
    served = Served(RPCError("away", RPCStatusCode.UNAVAILABLE, b""))

    assert (await refused(served.gateway(), approve())).ended is Ended.UNREACHABLE
    assert served.written == []


@pytest.mark.parametrize(
    ("sitting", "who"),
    [
        ({"person": "mallory"}, ("mallory", "authorised-manager")),
        ({"role": "chair"}, ("manager", "chair")),
        ({"person": "manager", "role": "chair"}, ("manager", "chair")),
        (
            {"person": "mallory", "role": "authorised-manager"},
            ("mallory", "authorised-manager"),
        ),
        ({"person": "Qx_4711", "role": "chair"}, ("Qx_4711", "chair")),
    ],
)
async def test_who_asks_in_another_s_name_is_written_down_and_not_whose_name_it_was(
    sitting: dict[str, str], who: tuple[str, str]
) -> None:
    served = Served()
    failure = await refused(served.gateway(**sitting), approve())

    assert (failure.ended, served.sent) == (Ended.REFUSED, [])
    tried = "approve-delay/as/manager/authorised-manager"
    assert served.written == [("refused", *who, tried, "somebody-else-sits-here")]


async def test_what_a_case_refuses_whoever_sits_here_stands_with_them() -> None:
    served = Served(WorkflowUpdateFailedError(REFUSAL))
    sits = {"person": "manager", "role": "authorised-manager"}
    await refused(served.gateway(**sits), approve())

    assert served.written == [
        ("refused", "manager", "authorised-manager", "approve-delay", "too-late")
    ]


async def test_whoever_sits_here_asks_as_themselves() -> None:
    served = Served()
    await served.gateway(person="manager", role="authorised-manager").ask(
        "CP-1", approve()
    )

    assert len(served.sent) == 1


async def test_no_word_from_elsewhere_is_passed_on() -> None:
    served = Served()
    attested = Attester.development().attested(approve(), "CP-1", NOW)
    failure = await refused(served.gateway(), attested)

    assert (failure.ended, served.sent) == (Ended.REFUSED, [])
    assert served.written[0][-1] == "attested-elsewhere"
