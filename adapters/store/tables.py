"""The tables of the ledger, as they are now. How they came to be so: `migrations`.

What is kept for ever: `facts`, `audit`, `terms`, `letters`, `texts`, `quarantine`,
`seals`, `sealed_heads`: triggers refuse update and delete there, whatever program holds
the store. `worklist` is a projection, worked out from facts at any time. Instants are
ISO 8601, in UTC. Every `body` and `line` is sealed; nothing else names anybody.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA: Final = MetaData()

#: One row a fact. `digest` is the link of the case's chain (domain.evidence.chain).
#: `commitment` binds the words of the body to the chain (domain.evidence.commitment):
#: what is sealed as body is `salted(salt, words)`, and the link's clear columns are
#: (no, kind, at, recorded_at, commitment), in this order. Rows of releases before
#: have none, which is '': their body is sealed without a salt, and '' is hashed too.
FACTS: Final = Table(
    "facts",
    METADATA,
    Column("case_ref", Text, primary_key=True),
    Column("no", Integer, CheckConstraint("no >= 1"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("commitment", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

#: Who saw, did or tried what: codes and opaque references. `chain` is a case's
#: reference, or HOUSE for what is about no one case.
AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("chain", Text, primary_key=True),
    Column("no", Integer, CheckConstraint("no >= 1"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Index("audit_by_person", "person", "at"),
)
HOUSE: Final = "-"

#: Where each chain ends. `book`: facts or audit. `mac` is keyed: a head that somebody
#: with the file alone has put there is found out.
HEADS: Final = Table(
    "heads",
    METADATA,
    Column("book", Text, primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("last_no", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("mac", Text, nullable=False),
)

#: The chain of the whole store: every so often, all heads that moved, under one
#: signature.
SEALS: Final = Table(
    "seals",
    METADATA,
    Column("no", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("root", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("key_id", Text, nullable=False),
    Column("signature", Text, nullable=False),
)

SEALED_HEADS: Final = Table(
    "sealed_heads",
    METADATA,
    Column("seal_no", Integer, ForeignKey("seals.no"), primary_key=True),
    Column("book", Text, primary_key=True),
    Column("chain", Text, primary_key=True),
    Column("last_no", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Index("sealed_heads_by_chain", "book", "chain", "last_no"),
)

#: What cases are judged by, by fingerprint: codes, no words and nobody's name.
TERMS: Final = Table(
    "terms",
    METADATA,
    Column("digest", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

WORKLIST: Final = Table(
    "worklist",
    METADATA,
    Column("case_ref", Text, primary_key=True),
    Column("last_no", Integer, nullable=False),
    Column("line", LargeBinary, nullable=False),
)

SENDS: Final = Table(
    "sends",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("begun_at", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("finished_at", Text),
    Column("carried", Text),
    CheckConstraint("(finished_at IS NULL) = (carried IS NULL)"),
)

INBOX: Final = Table(
    "inbox",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("case_ref", Text, nullable=False),
    Column("received_at", Text, nullable=False),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('received', 'started', 'refused')"),
        nullable=False,
    ),
    Column("body", LargeBinary),
    Index("inbox_by_state", "state", "received_at"),
    Index("inbox_by_case", "case_ref"),
)

QUARANTINE: Final = Table(
    "quarantine",
    METADATA,
    Column("no", Integer, Identity(always=True), primary_key=True),
    Column("at", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

HANDOVERS: Final = Table(
    "handovers",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("carrier", Text, nullable=False),
    Column("reference", Text, nullable=False, unique=True),
    Column("standing", Text),
    Column("handed_over_at", Text),
    Column("hint", Text),
    Column("hinted_at", Text),
    Column("confirmed_at", Text),
    CheckConstraint("(standing IS NULL) = (handed_over_at IS NULL)"),
    CheckConstraint("(hint IS NULL) = (hinted_at IS NULL)"),
    Index("handovers_by_day", "handed_over_at"),
)

LETTERS: Final = Table(
    "letters",
    METADATA,
    Column("no", Integer, Identity(always=True), primary_key=True),
    Column("key", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("case_ref", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("key", "said"),
    Index("letters_by_case", "case_ref", "no"),
)

DIGESTS: Final = Table(
    "digests",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("no", Integer, nullable=False),
    Column("closes_at", Text, nullable=False),
    Column("called_at", Text),
    Column("led_until", Text),
    Column("ended_at", Text),
    Column("refused", Text),
    UniqueConstraint("person", "day", "no"),
    CheckConstraint("(ended_at IS NULL) = (refused IS NULL)"),
)

DIGEST_PARTS: Final = Table(
    "digest_parts",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("case_ref", Text, nullable=False),
    Column("digest", Text, ForeignKey("digests.key"), nullable=False),
    Column("came_at", Text, nullable=False),
    Column("taken", Integer, CheckConstraint("taken IN (0, 1)"), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("digest_parts_by_digest", "digest"),
)

TEXTS: Final = Table(
    "texts",
    METADATA,
    Column("case_ref", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("kept_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
