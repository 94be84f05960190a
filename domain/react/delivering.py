"""What a fact about a letter on its way asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from domain.case import Case
from domain.facts.deliveries import (
    DocumentAskedFor,
    LetterAskedAfter,
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.react.documents import send_document
from domain.react.following import (
    follow,
    go_on,
    stop_following,
    stop_posting,
    take_back,
)
from domain.react.reaction import Reaction
from domain.react.silence import ask_after

DELIVERING: Final[dict[type, Callable[[Case, Any, datetime], Reaction]]] = {
    LetterHandedOver: follow,
    LetterAskedAfter: ask_after,
    LetterDelivered: stop_following,
    LetterNotDelivered: go_on,
    LetterPosted: stop_posting,
    LetterTakenBack: take_back,
    DocumentAskedFor: send_document,
}
