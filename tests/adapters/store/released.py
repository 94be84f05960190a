"""The stores of the four releases before alembic, word for word, and what they held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_FACTS = """
CREATE TABLE facts (
    case_ref TEXT NOT NULL,
    no INTEGER NOT NULL CHECK (no >= 1),
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (case_ref, no)
) STRICT, WITHOUT ROWID
"""

_FACTS_IN_ORDER = """
CREATE TRIGGER facts_are_added_in_order BEFORE INSERT ON facts
WHEN new.no <> 1 + coalesce(
    (SELECT max(no) FROM facts WHERE case_ref = new.case_ref), 0
)
BEGIN SELECT raise(ABORT, 'facts are added in order, once'); END
"""

_WORKLIST = """
CREATE TABLE worklist (
    case_ref TEXT NOT NULL PRIMARY KEY,
    last_no INTEGER NOT NULL,
    line BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_SENDS = """
CREATE TABLE sends (
    key TEXT NOT NULL PRIMARY KEY,
    begun_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    finished_at TEXT,
    carried TEXT,
    CHECK ((finished_at IS NULL) = (carried IS NULL))
) STRICT, WITHOUT ROWID
"""

_INBOX = """
CREATE TABLE inbox (
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    digest TEXT NOT NULL,
    case_ref TEXT NOT NULL,
    received_at TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'started', 'refused')),
    body BLOB,
    PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID
"""

_INBOX_UNSTARTED = """
CREATE INDEX inbox_unstarted ON inbox (received_at) WHERE state = 'received'
"""

_QUARANTINE = """
CREATE TABLE quarantine (
    no INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    digest TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT
"""

_HANDOVERS = """
CREATE TABLE handovers (
    key TEXT NOT NULL PRIMARY KEY,
    channel TEXT NOT NULL,
    carrier TEXT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    standing TEXT,
    handed_over_at TEXT,
    hint TEXT,
    hinted_at TEXT,
    confirmed_at TEXT,
    CHECK ((standing IS NULL) = (handed_over_at IS NULL)),
    CHECK ((hint IS NULL) = (hinted_at IS NULL))
) STRICT, WITHOUT ROWID
"""

_HANDOVERS_BY_DAY = """
CREATE INDEX handovers_by_day ON handovers (handed_over_at)
"""

_LETTERS = """
CREATE TABLE letters (
    no INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    said TEXT NOT NULL,
    case_ref TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (key, said)
) STRICT
"""

_LETTERS_BY_CASE = "CREATE INDEX letters_by_case ON letters (case_ref, no)"

_LETTERS_ONCE = """
CREATE TRIGGER letters_are_kept_once BEFORE INSERT ON letters
WHEN EXISTS (
    SELECT 1 FROM letters WHERE (key = new.key AND said = new.said) OR no = new.no
)
BEGIN SELECT raise(ABORT, 'letters are kept once'); END
"""

_DIGESTS = """
CREATE TABLE digests (
    key TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    day TEXT NOT NULL,
    no INTEGER NOT NULL,
    closes_at TEXT NOT NULL,
    called_at TEXT,
    led_until TEXT,
    ended_at TEXT,
    refused TEXT,
    UNIQUE (person, day, no),
    CHECK ((ended_at IS NULL) = (refused IS NULL))
) STRICT, WITHOUT ROWID
"""

_DIGEST_PARTS = """
CREATE TABLE digest_parts (
    key TEXT NOT NULL PRIMARY KEY,
    case_ref TEXT NOT NULL,
    digest TEXT NOT NULL REFERENCES digests (key),
    came_at TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken IN (0, 1)),
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
"""

_DIGEST_PARTS_BY_DIGEST = """
CREATE INDEX digest_parts_by_digest ON digest_parts (digest)
"""

_TEXTS = """
CREATE TABLE texts (
    case_ref TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (case_ref, fingerprint)
) STRICT, WITHOUT ROWID
"""

_TEXTS_ONCE = """
CREATE TRIGGER texts_are_kept_once BEFORE INSERT ON texts
WHEN EXISTS (
    SELECT 1 FROM texts
    WHERE case_ref = new.case_ref AND fingerprint = new.fingerprint
)
BEGIN SELECT raise(ABORT, 'texts are kept once'); END
"""


def _kept(table: str, verb: str) -> str:
    return (
        f"CREATE TRIGGER {table}_refuse_{verb} BEFORE {verb} ON {table} "
        f"BEGIN SELECT raise(ABORT, '{table} is kept for ever'); END"
    )


VERSIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        *(_FACTS, _FACTS_IN_ORDER, _kept("facts", "update"), _kept("facts", "delete")),
        *(_WORKLIST, _SENDS),
        *(_INBOX, _INBOX_UNSTARTED, _kept("inbox", "delete")),
        *(_QUARANTINE, _kept("quarantine", "update"), _kept("quarantine", "delete")),
    ),
    (_HANDOVERS, _HANDOVERS_BY_DAY),
    (
        *(_LETTERS, _LETTERS_BY_CASE, _LETTERS_ONCE),
        *(_kept("letters", "update"), _kept("letters", "delete")),
        *(_DIGESTS, _DIGEST_PARTS, _DIGEST_PARTS_BY_DIGEST),
    ),
    (
        *(_TEXTS, _TEXTS_ONCE),
        *(_kept("texts", "update"), _kept("texts", "delete")),
    ),
)


def make(path: Path, release: int) -> None:
    """The file that a release left behind, empty."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in (each for some in VERSIONS[:release] for each in some):
            file.execute(statement)
        file.execute(f"PRAGMA user_version = {release}")
