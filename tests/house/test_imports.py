"""Who may import whom: the contracts of `pyproject.toml`, kept, and each able to break.

Import-linter sees an outside library whole, so which parts of `temporalio` a layer
may touch is checked here, by reading the imports themselves.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, ROOT, python, settings

LINTER = Path(sys.executable).with_name("lint-imports")
SETTINGS = ROOT / "pyproject.toml"
WIDE = {"COLUMNS": "200"}
CONTRACTS = settings()["tool"]["importlinter"]
TEMPORAL = {
    "activities": {"activity", "exceptions"},
    "workflows": {"common", "exceptions", "workflow"},
}
PLANTS = {
    "Dependencies point one way": ("activities/planted.py", "import workflows"),
    "The rules know nothing of Temporal, the network, the disk or the log": (
        "domain/planted.py",
        "from sqlite3 import connect",
    ),
    "Nothing that replays imports more of the rulebook than its schema": (
        "domain/planted.py",
        "from rulebook import published",
    ),
    "Activities hold ports, not libraries": (
        "activities/planted.py",
        "import aiosmtplib",
    ),
    "Workflows reach the world only through activities": (
        "workflows/planted.py",
        "import socket",
    ),
    "Nothing imports the entry points": ("adapters/planted.py", "import worker"),
    "The commands stand behind the door and never call it": (
        "commands/planted.py",
        "from starter import main",
    ),
}
LAWFUL = {
    "rulebook/schema.py": "import pydantic",
    "rulebook/published.py": "import rulebook.schema",
    "domain/case.py": "from rulebook.schema import Rule",
    "activities/ports.py": "import domain.case\nfrom temporalio import activity",
    "workflows/case.py": "import activities.ports\nfrom temporalio import workflow",
    "adapters/post.py": "import aiosmtplib\nimport activities.ports",
    "commands/up.py": "import worker\nimport adapters.post\nimport workflows.case",
}


def verdicts(root: Path) -> dict[str, str]:
    """KEPT or BROKEN for each contract by name, as import-linter says of `root`."""
    command = [str(LINTER), "--no-cache", "--no-logo", "--config", str(SETTINGS)]
    said = subprocess.run(
        command, cwd=root, env=os.environ | WIDE, capture_output=True, text=True
    )
    found = re.findall(r"^(.+?) (KEPT|BROKEN)\b", said.stdout, re.MULTILINE)
    assert found, said.stdout + said.stderr
    assert (said.returncode == 0) == all(verdict == "KEPT" for _, verdict in found)
    return dict(found)


def lay(root: Path) -> None:
    for package in CONTRACTS["root_packages"]:
        (root / package).mkdir()
        (root / package / "__init__.py").touch()
    for name, source in LAWFUL.items():
        (root / name).write_text(source, encoding="utf-8")


def foreign(source: str, allowed: set[str]) -> list[str]:
    """The parts of `temporalio` that `source` imports and `allowed` does not hold."""
    parts = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            parts |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "temporalio":
            parts |= {f"temporalio.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts.add(node.module or "")
    ours = {part for part in parts if f"{part}.".startswith("temporalio.")}
    return sorted(part for part in ours if f"{part}.".split(".")[1] not in allowed)


def test_every_contract_is_kept() -> None:
    assert {name for name, was in verdicts(ROOT).items() if was != "KEPT"} == set()


def test_every_package_of_the_project_is_under_contract() -> None:
    packages = {name for name in PACKAGES if (ROOT / name / "__init__.py").exists()}

    assert set(CONTRACTS["root_packages"]) == packages


def test_lawful_imports_keep_every_contract(tmp_path: Path) -> None:
    lay(tmp_path)

    assert verdicts(tmp_path) == dict.fromkeys(PLANTS, "KEPT")


@pytest.mark.parametrize("name", [each["name"] for each in CONTRACTS["contracts"]])
def test_each_contract_can_be_broken(tmp_path: Path, name: str) -> None:
    lay(tmp_path)
    planted, source = PLANTS[name]
    (tmp_path / planted).write_text(source, encoding="utf-8")

    assert verdicts(tmp_path) == dict.fromkeys(PLANTS, "KEPT") | {name: "BROKEN"}


@pytest.mark.parametrize("name", python())
def test_a_layer_touches_only_its_own_parts_of_temporal(name: str) -> None:
    allowed = TEMPORAL.get(name.split("/")[0])
    source = (ROOT / name).read_text(encoding="utf-8")

    assert allowed is None or foreign(source, allowed) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from temporalio import activity, client", ["temporalio.client"]),
        ("import temporalio.client as c", ["temporalio.client"]),
        ("from temporalio.worker import Worker", ["temporalio.worker"]),
        ("import temporalio", ["temporalio"]),
        ("def f():\n    from temporalio.client import x", ["temporalio.client"]),
        ("from temporalio.exceptions import ApplicationError", []),
        ("from . import client\nimport json", []),
    ],
)
def test_a_foreign_part_of_temporal_is_named(source: str, found: list[str]) -> None:
    assert foreign(source, TEMPORAL["activities"]) == found


def test_one_module_of_the_domain_checks_signatures_and_no_other(
    tmp_path: Path,
) -> None:
    lay(tmp_path)
    (tmp_path / "domain/attestations").mkdir()
    for name in ("attestations/__init__", "attestations/verifying", "planted"):
        (tmp_path / f"domain/{name}.py").touch()
    pure = "The rules know nothing of Temporal, the network, the disk or the log"
    for name, verdict in (("attestations/verifying", "KEPT"), ("planted", "BROKEN")):
        (tmp_path / f"domain/{name}.py").write_text("import cryptography", "utf-8")
        assert verdicts(tmp_path)[pure] == verdict
