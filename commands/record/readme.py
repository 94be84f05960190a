"""What is written into a bundle for people: what it is, and the record in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from commands.telling import Telling, told
from commands.words import moment
from domain.recording import Row

ERASED: Final = "(the case was erased: its words are gone)"
FACTS_FILE: Final = "facts.jsonl"
AT: Final = "%a %d %b %Y %H:%M"
HEAD: Final = """\
THE RECORD OF CASE {case}
as it was on {at} UTC: {facts} entries, {letters} letters.

WHAT THIS IS
Everything that Vigil, the program that keeps the clock of child protection
conferences, has on record of one family. It is all in clear: names, addresses
that some of the family may not know, what was said of whom. Whoever is given a
part of it must be cleared for that part.{erased}

WHAT IS IN IT
record.txt     the record in sentences, one for each entry, in order
{entries}    the same entries as they were recorded, one a line: 'at' is when it
               happened, 'recorded_at' when Vigil was told; 'words' is the entry
letters.jsonl  every letter as it was drawn up, when, and how it was carried
terms.jsonl    by which procedures, local settings and calendar the case is judged
seals.jsonl    the signed seals that cover the entries
keys.json      the public keys that the signatures are checked with
manifest.json  every file with its SHA-256, and manifest.signature.json over it
verify.py      checks all of it

HOW TO CHECK IT
    python3 verify.py --keys FINGERPRINT
FINGERPRINT is what the council gave you by another way than this folder: in a
letter, or by telephone. Without it somebody could have made all of this up, with
keys of their own. It needs Python 3.9 and no network; for the signatures the
Python package 'cryptography' too, and it says so when that is missing.

WHAT THE CHECK SHOWS
Each entry is bound to the one before it, so that none can be changed, taken out,
put in or moved without it showing; its words are bound to it by 'salt' and
'commitment'. Every minute the end of that chain was put under a signed seal, with
the time. So what is under a seal was there, in these words, when it was sealed.
The letters are not in the chain: what binds them is the signed manifest, made when
this was written out. The entries say which of them went, when, and to whom.

WHAT IT DOES NOT SHOW
That what was recorded is true; only who said so, and when. That nothing was left
unrecorded; nor that no letter was taken away before this was written out: compare
the letters with the entries. Or, to somebody who does not trust the council's keys:
that all of it was not written anew before the first seal that they themselves have
kept.
"""
ERASED_TOO: Final = """
The case was erased when its time was over: its words are gone for good, and the
chain that is left shows only that nothing was taken out before."""


def readme(about: Mapping[str, Any]) -> str:
    """In plain words, for somebody who has never heard of a hash."""
    at = datetime.fromisoformat(about["exported_at"]).astimezone(UTC)
    told = {"erased": ERASED_TOO if about["erased"] else "", "at": f"{at:{AT}}"}
    return HEAD.format(**{**about, **told, "entries": FACTS_FILE})


def told_in_words(
    facts: Sequence[Mapping[str, Any]], folders: Sequence[Path] = ()
) -> str:
    """The record in sentences, with both its times, by the family's own clock."""
    return "\n".join([*_lines(facts, folders), ""])


def _lines(
    facts: Sequence[Mapping[str, Any]], folders: Sequence[Path]
) -> Iterator[str]:
    rows = [_row(fact) for fact in facts if fact["words"] is not None]
    if not rows:
        yield from (
            f"{f['no']}. {f['kind']}, recorded {f['recorded_at']}" for f in facts
        )
        yield ERASED
        return
    telling = Telling.of(rows, folders)
    yield from filter(None, [telling.doubt])
    yield from _told(telling, rows)


def _told(telling: Telling, rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        when = moment(row.at, telling.zone)
        if row.at != row.recorded_at:
            when += f" (told {moment(row.recorded_at, telling.zone)})"
        yield f"{row.no}. {when}: {told(telling, row)}"


def _row(fact: Mapping[str, Any]) -> Row:
    return Row(
        no=fact["no"],
        kind=fact["kind"],
        at=datetime.fromisoformat(fact["at"]),
        recorded_at=datetime.fromisoformat(fact["recorded_at"]),
        body=fact["words"],
    )
