"""Checks a bundle that Vigil exported: python3 verify.py [FOLDER] [--keys FINGERPRINT]

Needs Python 3.9 or later; signatures are checked where the package `cryptography` is.
FINGERPRINT is what you were told by another way: without it a bundle made up whole,
with keys of its own, looks right. Ends with 0: all as it was recorded; 1: something
was altered; 2: no bundle, or no FINGERPRINT; 3: signatures could not be checked.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    Ed25519PublicKey = None  # type: ignore[assignment,misc]

Row = dict[str, Any]
MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.signature.json", "keys.json"
FACTS, SEALS, TERMS = "facts.jsonl", "seals.jsonl", "terms.jsonl"
BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError)
CLEAR = ("kind", "at", "recorded_at", "commitment")
SEAL = ("no", "at", "heads", "root", "key_id")
HEAD = ("book", "chain", "last_no", "digest")
NOTHING = sha256(b"").hexdigest()


def hashed(*said: Any) -> str:
    return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def read(folder: Path, name: str) -> Any:
    return [json.loads(x) for x in (folder / name).read_text("utf-8").split("\n") if x]


def link(before: str, row: Row, no: int) -> str:
    return hashed(before, no, *(row[name] for name in CLEAR), row["sealed_sha256"])


def facts(folder: Path, manifest: Row) -> Iterator[str]:
    """The first fact that is not as it was recorded."""
    rows, count = read(folder, FACTS), manifest["facts"]
    before = hashed("vigil/chain/1", "facts", manifest["case"])
    for place, row in enumerate(rows, start=1):
        wrong = misplaced(rows, place) or unlinked(rows, place, before)
        wrong = wrong or reworded(row, manifest["erased"])
        if wrong:
            yield f"fact {place}: {wrong}"
            return
        before = row["digest"]
    if len(rows) != count:
        what = "missing, with all after it" if len(rows) < count else "inserted"
        yield f"fact {min(len(rows), count) + 1}: {what}: there were {count} facts"


def misplaced(rows: list[Row], place: int) -> str:
    no = rows[place - 1]["no"]
    if no > place and any(row["no"] == place for row in rows[place:]):
        return "reordered: another one stands in its place"
    return "missing" if no > place else "inserted: there twice" if no < place else ""


def unlinked(rows: list[Row], place: int, before: str) -> str:
    """Why a row does not follow the one before it, seen in what comes after."""
    row, following = rows[place - 1], rows[place:]
    if link(before, row, place) == row["digest"]:
        return ""
    fits = {link(before, later, place): later["digest"] for later in following}
    if any(digest in (beside, row["digest"]) for digest, beside in fits.items()):
        return "inserted: what belongs here stands further down"
    up = any(link(row["digest"], r, place + 2) == r["digest"] for r in following[:1])
    return "missing: what followed it was moved up" if up else "altered"


def reworded(row: Row, erased: bool) -> str:
    if row["words"] is None:
        return "" if erased else "altered: its words do not open"
    if not row["commitment"]:
        return ""  # from before words were bound to the chain, as is said in the end
    said = bytes.fromhex(row["salt"]) + row["words"].encode()
    if sha256(b"vigil/words/1" + said).hexdigest() == row["commitment"]:
        return ""
    return "altered: these are not the words that were recorded"


def seals(folder: Path, keys: Row, case: str) -> Iterator[str]:
    digests = [row["digest"] for row in read(folder, FACTS)]
    for each in read(folder, SEALS):
        seal, head = each["seal"], each["head"]
        name, last = f"seal {seal['no']}", head["last_no"]
        own = hashed(each["before"], *(seal[part] for part in SEAL), NOTHING)
        found = (own, climbed(each), head["book"], head["chain"])
        if found != (each["digest"], seal["root"], "facts", case):
            yield f"{name}: altered, or of another case"
        if digests[:last][-1:] != [head["digest"]] or len(digests) < last:
            yield f"{name}: facts up to {last} were missing or written anew after it"
        text = b"vigil/seal/1\x00" + each["digest"].encode()
        if not signed(keys["seals"], seal["key_id"], each["signature"], text):
            yield f"{name}: not signed by the key that it names"


def climbed(each: Row) -> str:
    start = hashed("vigil/chain/1", "sealed-heads", str(each["seal"]["no"]))
    top = hashed(start, *(each["head"][part] for part in HEAD), NOTHING)
    for side, other in each["way"]:
        pair = (other, top) if side == "left" else (top, other)
        top = hashed("vigil/node/1", *pair)
    return top


def signed(keys: Row, key_id: str, signature: str, text: bytes) -> bool:
    """True also where signatures cannot be checked: the end says so."""
    if Ed25519PublicKey is None:
        return True
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys[key_id]))
        key.verify(base64.b64decode(signature), text)
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True


def terms(folder: Path) -> Iterator[str]:
    """What the case was judged by, which its first fact names by its fingerprint."""
    kept = {each["digest"]: each["terms"] for each in read(folder, TERMS)}
    for digest, text in kept.items():
        said = text.replace(f',"digest":"{digest}"}}', "}")
        if sha256(said.encode()).hexdigest() != digest:
            yield f"{TERMS}: altered"
    named = json.loads(read(folder, FACTS)[0]["words"] or "{}").get("terms")
    if named and named not in kept:
        yield f"{TERMS}: the terms that the first fact names are not there"


def files(folder: Path, listed: Row, keys: Row) -> Iterator[str]:
    """Every file that is not as it was handed over."""
    there = {path.name for path in folder.iterdir()} - {MANIFEST, SIGNATURE}
    for name in sorted({*listed, *there}):
        if name not in listed or name not in there:
            yield f"{name}: missing" if name in listed else f"{name}: inserted"
        elif sha256((folder / name).read_bytes()).hexdigest() != listed[name]:
            yield f"{name}: altered"
    by, whole = read(folder, SIGNATURE)[0], sha256((folder / MANIFEST).read_bytes())
    text = b"vigil/bundle/1\x00" + whole.hexdigest().encode()
    if not signed(keys["bundles"], by["key_id"], by["signature"], text):
        yield f"{MANIFEST}: altered: not signed by the key that it names"


def check(folder: Path, mark: str, expected: str) -> Iterator[str]:
    manifest, keys = read(folder, MANIFEST)[0], read(folder, KEYS)[0]
    parts = {FACTS: facts(folder, manifest), TERMS: terms(folder)}
    parts |= {SEALS: seals(folder, keys, manifest["case"])}
    parts |= {MANIFEST: files(folder, manifest["files"], keys)}
    for name, found in parts.items():
        try:
            yield from found
        except BROKEN as why:
            yield f"{name}: altered: it cannot be read ({type(why).__name__})"
    if expected and expected != mark:
        yield f"{KEYS}: these are not the keys of that fingerprint"


def reach(folder: Path) -> str:
    rows, sealed = read(folder, FACTS), read(folder, SEALS)
    last = max((each["head"]["last_no"] for each in sealed), default=0)
    old = sum(not row["commitment"] for row in rows)
    return f"{len(rows)} facts: under a seal, {last}; words bound by no link, {old}."


def main(given: list[str]) -> int:
    at = given.index("--keys") if "--keys" in given else len(given)
    expected = "".join(given[at + 1 :]).strip()
    if at > 1 or (given[at:] and not expected):
        sys.stdout.write("Write the fingerprint: verify.py FOLDER --keys FINGERPRINT\n")
        return 2
    folder = Path(given[0]) if at else Path(__file__).resolve().parent
    try:
        mark = sha256((folder / KEYS).read_bytes()).hexdigest()
        wrong = [*check(folder, mark, expected)]
        said = [f"WRONG  {each}" for each in wrong] or [reach(folder)]
    except BROKEN as why:
        mark, wrong = "", (said := [f"This is no bundle ({type(why).__name__})."])
    signs = Ed25519PublicKey is not None
    said += [] if signs else ["SIGNATURES WERE NOT CHECKED: install cryptography."]
    said += [] if wrong else ["Nothing is altered, as far as that was checked."]
    said += [] if at < len(given) else [f"Its keys have the fingerprint {mark}"]
    sys.stdout.write("\n".join(said) + "\n")
    return (1 if mark else 2) if wrong else 0 if signs else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
