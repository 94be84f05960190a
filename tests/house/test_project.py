"""The checks look at what a commit would hold, with a repository or without one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.house.project import ROOT, held, python, text


def lay(root: Path) -> None:
    files = {
        ".gitignore": ".venv/\n*.pyc\n",
        "README.md": "words",
        "domain/case.py": "",
        "domain/case.pyc": "",
        "tests/test_case.py": "",
        ".venv/lib/thing.py": "",
    }
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


@pytest.mark.parametrize("repository", [True, False], ids=["git", "archive"])
def test_a_file_is_looked_at_unless_it_is_ignored(
    tmp_path: Path, repository: bool
) -> None:
    lay(tmp_path)
    if repository:
        subprocess.run(["git", "init", "--quiet", tmp_path], check=True)

    found = held(tmp_path)

    assert found == [".gitignore", "README.md", "domain/case.py", "tests/test_case.py"]
    assert python(tmp_path) == ["domain/case.py"]


def test_a_file_deleted_but_not_yet_committed_is_not_looked_at(tmp_path: Path) -> None:
    lay(tmp_path)
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "README.md"], check=True)
    (tmp_path / "README.md").unlink()

    assert "README.md" not in held(tmp_path)


def test_the_project_itself_is_found() -> None:
    assert {"pyproject.toml", "tests/house/project.py"} <= set(held())
    assert "domain/ids.py" in python()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"SQLite format 3\x00"])
def test_a_binary_file_is_not_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture"
    path.write_bytes(content)

    assert text(path) is None
    assert text(ROOT / "pyproject.toml") is not None
