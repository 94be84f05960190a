"""A bundle proves itself: what is altered in any of its files is found and named."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from adapters.clock import SystemClock
from adapters.letters import SqlLetters
from adapters.record import bundle, verifier
from adapters.record.exporting import Exported, Exporting
from adapters.record.letters_out import letters_of
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.store.tables import FACTS
from tests.adapters.record.families import append, family
from tests.adapters.record.scene import KEYRING, MONDAY, Scene, opened

PROGRAM = Path(verifier.__file__)
LONGEST = 200
FACTS_FILE = "facts.jsonl"

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Checked:
    """How the program ended, and what it said."""

    ended: int
    said: str


def check(folder: Path, *more: str, program: Path | None = None) -> Checked:
    """As whoever was given the bundle does: nothing of ours but the one file."""
    command = [sys.executable, "-I", str(program or folder / "verify.py"), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return Checked(done.returncode, done.stdout)


async def exported(scene: Scene, ref: str = "CP-1") -> Exported:
    exporting = Exporting(scene.custody)
    return await scene.database.read(lambda db: exporting.read(db, ref))


async def written(scene: Scene, folder: Path, ref: str = "CP-1") -> Exported:
    out = await exported(scene, ref)
    kept = [{"digest": name, "terms": text} for name, text in out.terms.items()]
    own = SqlLetters(scene.database, scene.custody, SystemClock())
    letters = await letters_of(scene.database, own, ref)
    files = {
        FACTS_FILE: bundle.as_lines(out.facts),
        "seals.jsonl": bundle.as_lines(out.seals),
        "terms.jsonl": bundle.as_lines(kept),
        "letters.jsonl": bundle.as_lines(letters),
        "README.txt": b"What this is.\n",
    }
    about = {"case": ref, "facts": len(out.facts), "erased": out.erased}
    bundle.write(folder, bundle.whole(files, about, KEYRING))
    return out


async def told(scene: Scene) -> None:
    """Two families, each sealed more than once, with others beside them."""
    for number, begun in enumerate((family("delay", "CP-1"), family("york", "CP-2"))):
        batches = list(begun.batches())
        for batch in batches:
            await scene.ledger.append(batch)
        await scene.seal(number)
    await append(scene, family("wales", "CP-3", askings=0))
    await scene.seal(5)


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("store")
    scene = opened(home / "vigil.db", home / "case-keys.db")
    folder = tmp_path_factory.mktemp("out") / "CP-1"
    asyncio.run(told(scene))
    asyncio.run(written(scene, folder))
    yield folder
    scene.close()


@pytest.fixture
def folder(handed_over: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copytree(handed_over, tmp_path / "CP-1"))


def mark(folder: Path) -> str:
    return sha256((folder / "keys.json").read_bytes()).hexdigest()


def test_a_bundle_as_it_was_handed_over_is_found_whole(handed_over: Path) -> None:
    found = check(handed_over, "--keys", mark(handed_over))

    assert found.ended == 0, found.said
    rows = lines(handed_over)
    assert f"{len(rows)} facts: under a seal, {len(rows)};" in found.said
    assert "Nothing is altered" in found.said


@pytest.mark.parametrize("after", [[], [""], [" "], ["", ""]])
@pytest.mark.parametrize("named", [True, False])
def test_keys_without_a_fingerprint_are_a_mistake_and_never_all_right(
    handed_over: Path, after: list[str], named: bool
) -> None:
    """As a shell writes it whose variable was not set."""
    folder = [str(handed_over)] if named else []
    found = check(handed_over, *folder, "--keys", *after)

    assert found.ended == 2
    assert "Write the fingerprint: verify.py FOLDER --keys FINGERPRINT" in found.said
    assert "Nothing is altered" not in found.said


def test_what_is_not_understood_is_never_left_out_of_account(handed_over: Path) -> None:
    other = "0" * 64

    assert check(handed_over, str(handed_over), f"--keys={other}").ended == 2
    assert check(handed_over, f"--keys={other}").ended == 2
    assert check(handed_over, "--keys", other, str(handed_over)).ended == 1
    assert check(handed_over, "--keys", f" {mark(handed_over)} ").ended == 0


def test_the_program_is_short_and_needs_nothing_but_python() -> None:
    text = PROGRAM.read_text("utf-8")

    assert len(text.splitlines()) < LONGEST
    imported = {line.split()[1] for line in text.splitlines() if line[:5] == "from "}
    imported |= {line.split()[1] for line in text.splitlines() if line[:7] == "import "}
    assert imported - {"__future__", "collections.abc"} <= set(sys.stdlib_module_names)


def test_without_the_package_for_signatures_it_says_so_and_ends_otherwise(
    folder: Path, tmp_path: Path
) -> None:
    """A bare Python: the very program, where `cryptography` cannot be imported."""
    bare = tmp_path / "bare.py"
    bare.write_text(
        "import runpy, sys\n"
        "sys.modules['cryptography'] = None\n"
        f"sys.argv = ['verify.py', {str(folder)!r}]\n"
        f"runpy.run_path({str(folder / 'verify.py')!r}, run_name='__main__')\n"
    )
    found = check(folder, program=bare)
    assert found.ended == 3
    assert "SIGNATURES WERE NOT CHECKED" in found.said

    change(folder, FACTS_FILE, lambda rows: rows[3].update(at=rows[-1]["at"]))
    found = check(folder, program=bare)
    assert found.ended == 1
    assert "fact 4: altered" in found.said


def lines(folder: Path, name: str = FACTS_FILE) -> Rows:
    text = (folder / name).read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def change(folder: Path, name: str, how: Callable[[Rows], object]) -> None:
    rows = lines(folder, name)
    how(rows)
    (folder / name).write_bytes(bundle.as_lines(rows))


def renumbered(rows: Rows) -> None:
    for no, row in enumerate(rows, start=1):
        row["no"] = no


def reworded(rows: Rows) -> None:
    rows[4]["words"] = rows[4]["words"].replace("2024", "2025", 1)


def reworded_with_its_commitment(rows: Rows) -> None:
    reworded(rows)
    said = bytes.fromhex(rows[4]["salt"]) + rows[4]["words"].encode()
    rows[4]["commitment"] = sha256(b"vigil/words/1" + said).hexdigest()


def taken_out(rows: Rows) -> None:
    del rows[6]


def taken_out_and_renumbered(rows: Rows) -> None:
    del rows[6]
    renumbered(rows)


def put_in(rows: Rows) -> None:
    rows.insert(3, dict(rows[8], no=4))


def put_in_and_renumbered(rows: Rows) -> None:
    rows.insert(3, dict(rows[8]))
    renumbered(rows)


def swapped(rows: Rows) -> None:
    rows[2], rows[5] = rows[5], rows[2]


def cut_short(rows: Rows) -> None:
    del rows[-2:]


def written_anew(rows: Rows) -> None:
    """By somebody who knows how: every link after the change made to fit."""
    reworded_with_its_commitment(rows)
    before = verifier.hashed("vigil/chain/1", "facts", "CP-1")
    for row in rows:
        row["digest"] = before = verifier.link(before, row, row["no"])


TAMPERED: dict[str, tuple[Callable[[Rows], None], str]] = {
    "other words": (reworded, "fact 5: altered: these are not the words"),
    "other words, committed": (reworded_with_its_commitment, "fact 5: altered"),
    "words taken out": (
        lambda rows: rows[4].update(words=None),
        "fact 5: altered: its words do not open",
    ),
    "another time": (
        lambda rows: rows[1].update(recorded_at=rows[-1]["recorded_at"]),
        "fact 2: altered",
    ),
    "another seal": (
        lambda rows: rows[1].update(sealed_sha256="0" * 64),
        "fact 2: altered",
    ),
    "one taken out": (taken_out, "fact 7: missing"),
    "one taken out, renumbered": (taken_out_and_renumbered, "fact 7: missing"),
    "one put in": (put_in, "fact 4: inserted"),
    "one put in, renumbered": (put_in_and_renumbered, "fact 4: inserted"),
    "one put in twice": (lambda rows: rows.insert(5, rows[4]), "fact 6: inserted"),
    "two swapped": (swapped, "fact 3: reordered"),
    "the last taken away": (cut_short, "missing, with all after it"),
    "all written anew": (written_anew, "were missing or written anew after it"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_fact_that_was_tampered_with_is_named(folder: Path, name: str) -> None:
    how, expected = TAMPERED[name]
    change(folder, FACTS_FILE, how)

    found = check(folder)

    assert found.ended == 1
    assert expected in found.said
    assert "facts.jsonl: altered" in found.said


@pytest.mark.parametrize(
    ("name", "how", "expected"),
    [
        ("seals.jsonl", lambda s: s[0]["seal"].update(at="2020"), "seal 1: altered"),
        ("seals.jsonl", lambda s: s[0]["head"].update(last_no=3), "seal 1: altered"),
        ("seals.jsonl", lambda s: s[0].update(signature="AAAA"), "not signed"),
        ("seals.jsonl", lambda s: s[0].update(way=[["left", "0"]]), "seal 1: altered"),
        ("terms.jsonl", lambda t: t[0].update(terms="{}"), "terms.jsonl: altered"),
        ("terms.jsonl", lambda t: t.clear(), "the terms that the first fact names"),
        ("letters.jsonl", lambda t: t.append({}), "letters.jsonl: altered"),
        ("keys.json", lambda k: k[0]["seals"].clear(), "not signed by the key"),
        ("manifest.json", lambda m: m[0].update(facts=3), "manifest.json: altered"),
        ("manifest.signature.json", lambda m: m[0].update(signature=""), "not signed"),
    ],
)
def test_every_other_file_that_was_tampered_with_is_named(
    folder: Path, name: str, how: Callable[[Rows], object], expected: str
) -> None:
    change(folder, name, how)

    found = check(folder)

    assert found.ended == 1
    assert expected in found.said


def test_a_file_put_in_taken_out_or_made_unreadable_is_named(folder: Path) -> None:
    (folder / "note.txt").write_text("This was always here.")
    (folder / "README.txt").unlink()
    (folder / "terms.jsonl").write_text("{")

    found = check(folder)

    assert found.ended == 1
    for expected in (
        "note.txt: inserted",
        "README.txt: missing",
        "terms.jsonl: altered: it cannot be read",
    ):
        assert expected in found.said


def test_what_is_no_bundle_is_said_to_be_none(tmp_path: Path) -> None:
    found = check(tmp_path, str(tmp_path), program=PROGRAM)

    assert found.ended == 2
    assert "This is no bundle" in found.said


async def test_a_bundle_made_up_whole_with_other_keys_shows_by_their_fingerprint(
    folder: Path, tmp_path: Path
) -> None:
    """Whoever has no keys of ours can make one up; not one with our fingerprint."""
    forger = Keyring({"k2": b"9" * KEY_BYTES})
    kept = {"verify.py", "keys.json", "manifest.json", "manifest.signature.json"}
    files = {f.name: f.read_bytes() for f in folder.iterdir() if f.name not in kept}
    rows = lines(folder)
    written_anew(rows)
    files |= {FACTS_FILE: bundle.as_lines(rows), "seals.jsonl": b""}
    about = {"case": "CP-1", "facts": len(rows), "erased": False}
    forged = tmp_path / "forged"
    bundle.write(forged, bundle.whole(files, about, forger))

    assert check(forged).ended == 0
    assert "under a seal, 0" in check(forged).said
    found = check(forged, "--keys", mark(folder))
    assert found.ended == 1
    assert "keys.json: these are not the keys of that fingerprint" in found.said


async def test_of_an_erased_case_the_chain_is_handed_out_and_no_words(
    blank: Scene, tmp_path: Path
) -> None:
    await told(blank)
    before = await exported(blank)
    blank.custody.destroy("CP-1", MONDAY)

    after = await written(blank, tmp_path / "CP-1")

    assert after.erased
    assert [f["digest"] for f in after.facts] == [f["digest"] for f in before.facts]
    assert {f["words"] for f in after.facts} == {None}
    assert check(tmp_path / "CP-1").ended == 0
    written_out = b"".join(f.read_bytes() for f in (tmp_path / "CP-1").iterdir())
    names = {p.name for p in family("delay", "CP-1").case.people}
    assert not [name for name in names if name.encode() in written_out]


async def test_a_bundle_names_no_other_family(blank: Scene, tmp_path: Path) -> None:
    """Seals cover the whole store: each is shown for this family alone."""
    await told(blank)
    out = await written(blank, tmp_path / "CP-1")

    text = b"".join(f.read_bytes() for f in (tmp_path / "CP-1").iterdir())
    assert len(out.seals) == 1
    assert b"CP-2" not in text
    assert b"CP-3" not in text


async def test_words_that_no_longer_open_are_handed_out_as_such_and_found(
    blank: Scene, tmp_path: Path
) -> None:
    """A record that was altered is evidence too: the rest of it is not kept back."""
    await told(blank)
    blank.by_hand("UPDATE facts SET kind = 'case-closed' WHERE no = 4")

    await written(blank, tmp_path / "CP-1")

    found = check(tmp_path / "CP-1")
    assert found.ended == 1
    assert "fact 4: altered" in found.said


async def test_what_came_after_the_last_seal_is_told_apart(
    blank: Scene, tmp_path: Path
) -> None:
    lived = family("delay", "CP-1")
    first, *others = lived.batches()
    await blank.ledger.append(first)
    await blank.seal(1)
    for batch in others:
        await blank.ledger.append(batch)

    await written(blank, tmp_path / "CP-1")

    found = check(tmp_path / "CP-1")
    assert found.ended == 0
    sealed = first.rows[-1].no
    assert f"{lived.case.facts} facts: under a seal, {sealed};" in found.said


def test_only_its_owner_may_look_into_a_bundle_and_its_names_name_nobody(
    handed_over: Path,
) -> None:
    assert stat.S_IMODE(handed_over.stat().st_mode) == 0o700
    modes = {stat.S_IMODE(file.stat().st_mode) for file in handed_over.iterdir()}
    assert modes == {0o600}
    assert {file.name for file in handed_over.iterdir()} == {
        "README.txt", "facts.jsonl", "keys.json", "letters.jsonl", "manifest.json",
        "manifest.signature.json", "seals.jsonl", "terms.jsonl", "verify.py",
    }  # fmt: skip


def test_a_bundle_is_never_mixed_with_anything(tmp_path: Path) -> None:
    used, link, file = (tmp_path / name for name in ("used", "link", "file"))
    used.mkdir()
    (used / "notes.txt").write_text("Mine.")
    link.symlink_to(tmp_path / "elsewhere")
    file.write_text("Mine.")

    for folder in (used, link, file):
        with pytest.raises(bundle.FolderInUse):
            bundle.write(folder, {"a": b"b"})

    assert os.listdir(used) == ["notes.txt"]


async def test_each_fact_has_a_salt_of_its_own_and_none_of_them_is_in_clear(
    blank: Scene,
) -> None:
    await told(blank)
    out = await exported(blank)
    salts = {fact["salt"] for fact in out.facts}

    def stored(db: Any) -> list[Any]:
        return list(db.execute(FACTS.select()).mappings())

    rows = await blank.database.read(stored)
    assert len(salts) == len(out.facts)
    assert all(len(salt) == 64 for salt in salts)
    assert not [r for r in rows for s in salts if bytes.fromhex(s) in r["body"]]
    assert all(r["commitment"] for r in rows)
