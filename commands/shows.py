"""What each command shows of families, and who may be shown it: one table."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Final

from domain.roles import Role


class Shows(StrEnum):
    """What a command shows of families.

    `NOBODY`: nothing of any. `CODES`: many families by codes and references. `FAMILY`:
    one family, by name or in its own words. `ANSWER`: what a case answers to whoever
    asks something of it, in codes; the asking is on the case's own record. `AUDIT`:
    who saw what. `SIGNS`: the auditor's list. `WHOLE`: all that there is of a family,
    to be handed out of the house.
    """

    NOBODY = "nobody"
    CODES = "codes"
    FAMILY = "family"
    ANSWER = "answer"
    AUDIT = "audit"
    SIGNS = "signs"
    WHOLE = "whole"


#: Every command by its name, those of a group with a slash. A command that is not here
#: cannot say what it shows, and a test asks for it.
SHOWS: Final[dict[str, Shows]] = {
    "approve-delay": Shows.ANSWER,
    "audit": Shows.AUDIT,
    "callbacks": Shows.NOBODY,
    "case": Shows.FAMILY,
    "cases": Shows.CODES,
    "codec-server": Shows.NOBODY,
    "days": Shows.NOBODY,
    "dealt-with": Shows.ANSWER,
    "delivered": Shows.ANSWER,
    "deliveries": Shows.CODES,
    "delivery-report": Shows.NOBODY,
    "demo": Shows.NOBODY,
    "doctor": Shows.NOBODY,
    "export": Shows.WHOLE,
    "gaming": Shows.SIGNS,
    "gateway-keys/adopt": Shows.CODES,
    "gateway-keys/new": Shows.NOBODY,
    "gateway-keys/show": Shows.NOBODY,
    "guide": Shows.FAMILY,
    "history": Shows.FAMILY,
    "hold": Shows.FAMILY,
    "intake": Shows.NOBODY,
    "keys/new": Shows.NOBODY,
    "keys/renew": Shows.NOBODY,
    "keys/retire": Shows.NOBODY,
    "keys/rewrap": Shows.NOBODY,
    "letter": Shows.FAMILY,
    "letters": Shows.FAMILY,
    "posted": Shows.ANSWER,
    "rebuild": Shows.NOBODY,
    "refuse-delay": Shows.ANSWER,
    "rehearse": Shows.NOBODY,
    "release": Shows.FAMILY,
    "retention/certificate": Shows.CODES,
    "retention/confirm": Shows.ANSWER,
    "retention/hold": Shows.ANSWER,
    "retention/lift": Shows.ANSWER,
    "retention/list": Shows.CODES,
    "retention/policy": Shows.NOBODY,
    "retention/propose": Shows.ANSWER,
    "retention/refused": Shows.NOBODY,
    "rules": Shows.NOBODY,
    "seals": Shows.NOBODY,
    "store/upgrade": Shows.NOBODY,
    "submit": Shows.FAMILY,
    "translation/ask": Shows.ANSWER,
    "translation/back": Shows.ANSWER,
    "translation/cancel": Shows.ANSWER,
    "translation/check": Shows.ANSWER,
    "translation/draft": Shows.FAMILY,
    "translation/list": Shows.FAMILY,
    "translation/out": Shows.FAMILY,
    "up": Shows.CODES,
    "verify": Shows.CODES,
    "why": Shows.FAMILY,
}

#: They keep the machine running, and see codes only.
OF_THE_MACHINE: Final = frozenset({Role.SYSTEM_OPERATOR, Role.INTAKE})
#: Who may be shown it. The service manager answers to families who ask who has seen
#: their record; the auditor alone is shown what may only look like something.
MAY_SEE: Final[dict[Shows, Collection[Role]]] = {
    Shows.CODES: frozenset(Role),
    Shows.FAMILY: frozenset(Role) - OF_THE_MACHINE,
    Shows.AUDIT: frozenset({Role.AUDITOR, Role.SERVICE_MANAGER}),
    Shows.SIGNS: frozenset({Role.AUDITOR}),
    Shows.WHOLE: frozenset({Role.AUDITOR, Role.SERVICE_MANAGER}),
}
