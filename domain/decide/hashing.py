"""Short hashes by which a case knows again what it was asked."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from domain.attestations.saying import content_digest
from domain.requests import Request

_FIGURES: Final = 16


def content_hash(request: Request) -> str:
    """What a request asks, whatever its id: equal for the same asked again."""
    return content_digest(request)[:_FIGURES]


def short_hash(text: str) -> str:
    """Eight bytes of hash: enough to tell the requests of one case apart."""
    return sha256(text.encode()).hexdigest()[:_FIGURES]
