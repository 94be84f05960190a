"""The terms that a case's record names, found under their fingerprint.

They are codes, not words, and name nobody: they lie in clear, once for all cases, put
there with the first fact of the first case that names them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pydantic import ValidationError
from sqlalchemy import Connection, select

from adapters.record.chains import as_text
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
    terms = _whole(digest, body)
    if terms is None:
        raise CannotRefold("terms-altered", 1)
    return one_copy(terms)


def each_kept(db: Connection) -> Iterator[tuple[str, bool]]:
    """Every fingerprint, and whether it is that of what is kept under it."""
    for digest, body in db.execute(select(TERMS.c.digest, TERMS.c.body)).all():
        yield as_text(digest), _whole(digest, body) is not None


def named_in(words: str) -> str | None:
    """The fingerprint that the words of a case's first fact name, if any."""
    try:
        first = json.loads(words)
    except ValueError:
        return None
    named = first.get("terms") if isinstance(first, dict) else None
    return named if named and isinstance(named, str) else None


def _whole(digest: str, body: str) -> Terms | None:
    try:
        terms = Terms.model_validate_json(body)
    except ValidationError:
        return None
    return terms if terms.digest == digest == sealed(terms).digest else None
