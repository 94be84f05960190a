"""The tables, by version. Append-only: a change is another version, never an edit.

`facts` can be added to and nothing else, in order and without a gap, whatever program
holds the file: the triggers say so. The one on insert also closes the way round by
`INSERT OR REPLACE`, which deletes without firing the trigger on delete. An intake event
and a refused body can never be deleted. Instants are ISO 8601, in UTC.
"""

from __future__ import annotations

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
)
