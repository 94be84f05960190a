"""The very bytes that are signed, and what of a request goes into them."""

from __future__ import annotations

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final

from domain.attestations.attestation import Attestation
from domain.requests import Request

#: What is signed begins so: these words are said in no other signature of ours.
DOMAIN: Final = "vigil/attestation/1"
#: The dates that requests agree to.
DATES: Final = ("agreed_on", "first_check_on", "new_starts_at")
#: What is not part of what is asked: its id, and the gateway's word for it.
ENVELOPE: Final = frozenset({"id", "attestation"})


def content_digest(request: Request) -> str:
    """What a request asks, whatever its id and whoever attests it: 64 hex figures."""
    # Without defaults: an optional field of a later release changes no old content.
    content = request.model_dump_json(exclude=set(ENVELOPE), exclude_defaults=True)
    return sha256(f"{request.kind} {content}".encode()).hexdigest()


def dates_of(request: Request) -> dict[str, date | datetime | None]:
    """The dates that a request agrees to, by field; None where it has none."""
    return {name: getattr(request, name, None) for name in DATES}


def signed_text(attestation: Attestation) -> bytes:
    """Every field but the signature, in its order, as JSON that has one form only."""
    said: dict[str, Any] = attestation.model_dump(mode="json", exclude={"signature"})
    text = [DOMAIN, *(said[name] for name in Attestation.model_fields if name in said)]
    return json.dumps(text, separators=(",", ":")).encode()
