"""The terms that a case's record names, found under their fingerprint.

They are codes, not words, and name nobody: they lie in clear, once for all cases, put
there with the first fact of the first case that names them.
"""

from __future__ import annotations

from pydantic import ValidationError
from sqlalchemy import Connection, select

from adapters.store.tables import TERMS
from domain.refolding import CannotRefold
from domain.terms import Terms, one_copy, sealed


def kept(db: Connection, digest: str) -> Terms:
    """The terms under this fingerprint, whole.

    Raises CannotRefold: `terms-not-kept`, or `terms-altered` where what is kept there
    says anything else.
    """
    wanted = select(TERMS.c.body).where(TERMS.c.digest == digest)
    body = db.scalars(wanted).one_or_none()
    if body is None:
        raise CannotRefold("terms-not-kept", 1)
    try:
        terms = Terms.model_validate_json(body)
    except ValidationError:
        raise CannotRefold("terms-altered", 1) from None
    if terms.digest != digest or sealed(terms).digest != digest:
        raise CannotRefold("terms-altered", 1)
    return one_copy(terms)
