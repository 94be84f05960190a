"""What the project is made of: its files, its settings and its packages."""

from __future__ import annotations

import os
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "rulebook",
    "domain",
    "activities",
    "workflows",
    "adapters",
    "commands",
    "console",
)
CODE = (*PACKAGES, "tools", "bench", "worker.py", "starter.py")


def settings() -> dict[str, Any]:
    """`pyproject.toml`, parsed."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def held(root: Path = ROOT) -> list[str]:
    """Every file that a commit would hold, relative to `root`, sorted.

    Asks git where there is a repository. An unpacked archive has none: there it is
    every file that the root's `.gitignore` does not name.
    """
    found = _listed(root) if (root / ".git").exists() else _walked(root)
    return sorted(name for name in found if (root / name).is_file())


def python(root: Path = ROOT) -> list[str]:
    """The program's own Python files: `CODE`, without tests."""
    return [
        name
        for name in held(root)
        if name.endswith(".py") and name.split("/")[0] in CODE
    ]


def text(path: Path) -> str | None:
    """The file as text, or None when it is not UTF-8 text."""
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in content else content


def _listed(root: Path) -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=root, check=True, capture_output=True)
    return said.stdout.decode("utf-8").rstrip("\0").split("\0")


def _walked(root: Path) -> Iterator[str]:
    ignore = root / ".gitignore"
    lines = ignore.read_text(encoding="utf-8").splitlines() if ignore.exists() else []
    ignored = GitIgnoreSpec.from_lines(lines)
    for folder, folders, files in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = [
            name for name in folders if not ignored.match_file(f"{here / name}/")
        ]
        names = [(here / name).as_posix() for name in files]
        yield from (name for name in names if not ignored.match_file(name))
