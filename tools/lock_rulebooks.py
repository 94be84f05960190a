"""Lock what has been published: fingerprints that may be added and never changed.

    python -m tools.lock_rulebooks            add the fingerprints of what is new
    python -m tools.lock_rulebooks --check    say what is new, changed or gone; exit 1
    python -m tools.lock_rulebooks --unpublished    write all anew: nothing is out yet

`--folder` locks a council's own folder instead, in a lock of its own. A fingerprint is
of the content, so a comment or a line break may change. A calendar and local settings
may be superseded in place by another version; a rulebook's file stays for ever.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from adapters.extending import with_parts

RULEBOOK = Path(__file__).resolve().parents[1] / "rulebook"
LOCK = "rulebook.lock"

Lock = dict[str, str]


def fingerprints(folder: Path) -> Lock:
    """`published/york@2014` and so on, each with the SHA-256 of its content."""
    found: Lock = {}
    for kind, content in _contents(folder):
        key = f"{kind}/{content['id']}@{content['version']}"
        if key in found:
            raise SystemExit(f"{key}: two files say that they are this")
        text = json.dumps(content, sort_keys=True, separators=(",", ":"))
        found[key] = sha256(text.encode()).hexdigest()
    return found


def broken(locked: Lock, found: Lock) -> list[str]:
    """What was published and is no longer what it was, one sentence each."""
    changed = [key for key in locked if found.get(key, locked[key]) != locked[key]]
    gone = [key for key in locked if key not in found and not _superseded(key, found)]
    return [
        *(f"{key} has changed: publish another version instead" for key in changed),
        *(f"{key} is gone: put it back, cases were judged by it" for key in gone),
    ]


def read(folder: Path) -> Lock:
    """The fingerprints written so far; none if nothing was ever locked."""
    path = folder / LOCK
    return Lock(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def main(argv: Sequence[str] | None = None) -> None:
    """Exit with the reasons if something published changed, or --check finds news."""
    asked = _arguments(argv)
    locked = {} if asked.unpublished else read(asked.folder)
    found = fingerprints(asked.folder)
    if reasons := broken(locked, found):
        sys.exit("\n".join(reasons))
    new = sorted(found.keys() - locked.keys())
    if asked.check:
        sys.exit("\n".join(f"{key} is not locked yet" for key in new) or None)
    text = json.dumps(locked | found, indent=2, sort_keys=True)
    (asked.folder / LOCK).write_text(text + "\n", "utf-8")
    sys.stdout.write("".join(f"{key} locked\n" for key in new))


def _contents(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(folder.glob("published/*/*.toml")):
        yield "published", with_parts(path)
    for path in sorted(folder.glob("calendars/*.json")):
        yield "calendars", json.loads(path.read_text("utf-8"))
    for path in sorted(folder.glob("local/*.toml")):
        yield "local", tomllib.loads(path.read_text("utf-8"))


def _superseded(key: str, found: Lock) -> bool:
    """A calendar or local settings of which another version now stands there."""
    name = key.partition("@")[0]
    others = (other.partition("@")[0] for other in found)
    return not key.startswith("published/") and name in others


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--unpublished", action="store_true")
    parser.add_argument("--folder", type=Path, default=RULEBOOK)
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
