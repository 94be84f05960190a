"""A gateway, a case that trusts it, and the delay that its manager answers.

The delay is asked for on Fri 2026-12-18 and answered on Mon 2026-12-21 at 10:00.
"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.gateway.attesting import Attester
from domain.attestations.attestation import Attestation
from domain.case import Case
from domain.decide import respond
from domain.errors import NotAttested
from domain.making import changed
from domain.requests import Request
from domain.requests.delays import ApproveDelay
from tests.domain.builders import OPENED
from tests.domain.delaying import MONDAY, approve, delay_asked_for, discussed

GATEWAY = Attester({"gate-1": b"1" * 32})
SECOND = Attester({"gate-2": b"2" * 32})
STRANGER = Attester({"gate-1": b"3" * 32})
KEYS = GATEWAY.trusted_from(OPENED)


def a_trusting_case(**fields: Any) -> Case:
    """A case that trusts the gateway, in which a delay has been asked for."""
    keys = fields.pop("gateway_keys", KEYS)
    return changed(delay_asked_for(discussed(**fields)), gateway_keys=keys)


def vouched(**fields: Any) -> ApproveDelay:
    """The manager's agreement, with the gateway's word for it."""
    return GATEWAY.attested(approve(**fields), "CP-1", MONDAY)


def word(request: Request) -> Attestation:
    """The gateway's word that came with it."""
    assert request.attestation is not None
    return request.attestation


def saying(request: ApproveDelay, /, **changes: Any) -> ApproveDelay:
    """The same request, with other words put into the gateway's mouth."""
    return changed(request, attestation=word(request).model_copy(update=changes))


def why_not(case: Case, request: Request, at: Any = MONDAY) -> str:
    """The code under which it is refused, which it must be."""
    with pytest.raises(NotAttested) as caught:
        respond(case, request, at)
    assert caught.value.message.endswith(".")
    assert caught.value.where.startswith("attestation")
    return caught.value.code
