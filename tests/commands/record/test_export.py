"""`vigil export`: everything of one family, written down before it is handed out."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

from adapters.record import bundle
from tests.adapters.record.scene import Scene
from tests.commands.record.archive import Archive


def words(text: str) -> str:
    return " ".join(text.split())


def checked(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(folder / "verify.py"), *more]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_case_is_written_out_and_proves_itself_with_the_fingerprint_told(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    made = archive.told("export", "CP-1", "--to", str(folder))
    rows = archive.families["CP-1"].rows

    assert (made["facts"], made["wrong"]) == (len(rows), [])
    done = checked(folder, "--keys", made["fingerprint"])
    assert done.returncode == 0, done.stdout
    assert f"{len(rows)} facts: under a seal, {len(rows)};" in done.stdout
    text = (folder / "facts.jsonl").read_text("utf-8")
    facts = [json.loads(line) for line in text.splitlines()]
    assert [fact["words"] for fact in facts] == [row.body for row in rows]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_record_is_there_in_sentences_too_and_what_it_all_is(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    archive.told("export", "CP-1", "--to", str(folder))

    record = (folder / "record.txt").read_text("utf-8").splitlines()
    assert len(record) == len(archive.families["CP-1"].rows)
    assert record[0].startswith("1. Tue 3 Sep 2024")
    said = words((folder / "README.txt").read_text("utf-8"))
    assert "THE RECORD OF CASE CP-1" in said
    assert "python3 verify.py --keys FINGERPRINT" in said
    assert "WHAT IT DOES NOT SHOW" in said


def test_it_is_written_down_before_anything_is_written_out(
    archive: Archive, tmp_path: Path
) -> None:
    archive.told("export", "CP-1", "--to", str(tmp_path / "out"))

    (entry,) = archive.audited("CP-1")
    assert (entry.kind, entry.person, entry.role, entry.what) == (
        "exported",
        "sm-0042",
        "service-manager",
        "export",
    )


def test_where_it_cannot_be_written_down_nothing_is_written_out(
    archive: Archive, tmp_path: Path
) -> None:
    archive.do(_spoil_the_audit)

    result = archive.vigil("export", "CP-1", "--to", str(tmp_path / "out"))

    assert result.exit_code == 3
    assert not (tmp_path / "out").exists()


async def _spoil_the_audit(scene: Scene) -> None:
    scene.by_hand(
        "CREATE TRIGGER spoilt BEFORE INSERT ON audit "
        "BEGIN SELECT raise(ABORT, 'full'); END"
    )


def test_whoever_may_read_one_family_may_not_therefore_hand_all_of_it_out(
    archive: Archive, tmp_path: Path
) -> None:
    archive.sits_there("social-worker")

    result = archive.vigil("export", "CP-1", "--to", str(tmp_path / "out"))

    assert result.exit_code == 1
    assert not (tmp_path / "out").exists()
    (entry,) = archive.audited("CP-1")
    assert (entry.kind, entry.what) == ("refused", "export")


def test_a_folder_with_something_in_it_is_refused_before_anybody_looks(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "notes.txt").write_text("Mine.")

    result = archive.vigil("export", "CP-1", "--to", str(tmp_path / "out"))

    assert result.exit_code == 2
    assert "--to: there is something there already" in words(result.output)
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["notes.txt"]
    assert archive.audited("CP-1") == []


def test_an_unknown_case_is_refused(archive: Archive, tmp_path: Path) -> None:
    result = archive.vigil("export", "CP-9", "--to", str(tmp_path / "out"))

    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_record_that_was_altered_is_handed_out_and_said_to_be(
    archive: Archive, tmp_path: Path
) -> None:
    archive.do(_alter)

    result = archive.vigil("export", "CP-1", "--to", str(tmp_path / "out"))

    assert result.exit_code == 1
    assert "The record is not as it was written: fact 3: altered" in words(
        result.output
    )
    assert checked(tmp_path / "out").returncode == 1


async def _alter(scene: Scene) -> None:
    scene.by_hand("UPDATE facts SET at = '2020' WHERE case_ref = 'CP-1' AND no = 3")


def test_what_is_spoilt_of_another_family_keeps_nothing_back_and_is_said(
    archive: Archive, tmp_path: Path
) -> None:
    archive.do(_spoil_another_s_end)

    result = archive.vigil("export", "CP-1", "--to", str(tmp_path / "out"))

    assert result.exit_code == 0
    assert "'vigil verify' says where" in words(result.output)
    rows = len(archive.families["CP-1"].rows)
    assert f"under a seal, {rows};" in checked(tmp_path / "out").stdout


async def _spoil_another_s_end(scene: Scene) -> None:
    scene.by_hand(
        "UPDATE heads SET chain = CAST(x'43502d32ff' AS TEXT) WHERE chain = 'CP-2'"
    )


def test_of_an_erased_case_the_chain_is_written_out_without_a_word(
    archive: Archive, tmp_path: Path
) -> None:
    rows = archive.families["CP-1"].rows

    async def erase(scene: Scene) -> None:
        scene.custody.destroy("CP-1", rows[0].at)

    archive.do(erase)
    made = archive.told("export", "CP-1", "--to", str(tmp_path / "out"))

    assert made["erased"]
    assert checked(tmp_path / "out").returncode == 0
    record = (tmp_path / "out" / "record.txt").read_text("utf-8")
    assert "its words are gone" in record
    assert "its words are gone for good" in words(
        (tmp_path / "out" / "README.txt").read_text("utf-8")
    )


def test_every_file_of_a_bundle_is_explained_in_its_readme(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    archive.told("export", "CP-1", "--to", str(folder))
    readme = (folder / "README.txt").read_text("utf-8")

    names = {file.name for file in folder.iterdir()} - {"README.txt"}
    assert bundle.MANIFEST in names
    assert [name for name in sorted(names) if name not in readme] == []
