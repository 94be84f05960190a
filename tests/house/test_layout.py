"""The root is the map of the house: nothing missing from it, nothing loose in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.house.project import PACKAGES, ROOT, held, settings

REQUIRED = {
    ".ci/run",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "activities",
    "adapters",
    "docs",
    "domain",
    "pyproject.toml",
    "requirements.lock",
    "rulebook",
    "samples",
    "schemas",
    "starter.py",
    "tests",
    "worker.py",
    "workflows",
}
ALLOWED = (REQUIRED - {".ci/run"}) | {
    ".ci",
    ".dockerignore",
    ".gitignore",
    "Dockerfile",
    "bench",
    "commands",
    "console",
    "deploy",
    "docker-compose.yml",
    "tools",
}
WORDS = 600
TARGETS = {"run", "demo", "test", "check", "bench", "lock", "clean"}


def missing(names: list[str]) -> set[str]:
    """What must be there and is not."""
    there = set(names) | {name.split("/")[0] for name in names}
    return REQUIRED - there


def loose(names: list[str]) -> set[str]:
    """What stands at the root and has no place there."""
    return {name.split("/")[0] for name in names} - ALLOWED


def words(page: str) -> int:
    """Words of a page; rules of a table and marks of a fence are none."""
    return sum(1 for word in page.split() if re.search(r"\w", word))


def commands(page: str) -> list[str]:
    """The lines of a page's fenced code, in order, without prompt and remark."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    lines = [line.split("#")[0].removeprefix("$ ").strip() for line in _lines(blocks)]
    return [line for line in lines if line]


def _lines(blocks: list[str]) -> list[str]:
    return [line for block in blocks for line in block.splitlines()]


def made(page: str) -> set[str]:
    """The targets of make that a page tells its reader to use."""
    return set(re.findall(r"(?:^|`|\$ )make ([a-z]+)", page, re.MULTILINE))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_everything_the_house_must_have_is_there() -> None:
    assert missing(held()) == set()


def test_nothing_is_loose_at_the_root() -> None:
    assert loose(held()) == set()


def test_the_gate_can_be_run() -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_the_readme_is_short() -> None:
    assert words(read("README.md")) <= WORDS


def test_the_readme_begins_with_running_and_testing() -> None:
    assert commands(read("README.md"))[:2] == ["make run", "make test"]


def test_every_target_promised_or_told_of_exists() -> None:
    pages = [read(name) for name in ("README.md", "CONTRIBUTING.md", ".ci/run")]

    assert unmade(pages, read("Makefile")) == set()


def unmade(pages: list[str], makefile: str) -> set[str]:
    """Targets that are promised, or told of on a page, and that make does not know."""
    there = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    return TARGETS.union(*map(made, pages)) - there


def test_a_target_that_make_does_not_know_is_named() -> None:
    makefile = "".join(f"{target}: .ready\n" for target in TARGETS - {"lock"})

    assert unmade(["`make run` or `make haste`"], makefile) == {"lock", "haste"}
    assert unmade([], makefile + "lock:\n") == set()


def test_every_page_a_reader_is_sent_to_exists() -> None:
    pages = [name for name in held() if name.endswith(".md")]

    assert {page: found for page in pages if (found := broken(ROOT / page))} == {}


def broken(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    return [link for link in inside if not (page.parent / link).exists()]


def test_every_package_is_installed() -> None:
    include = settings()["tool"]["setuptools"]["packages"]["find"]["include"]

    assert not_installed(include) == set()
    assert len(include) == 2 * len(PACKAGES)


def not_installed(include: list[str]) -> set[str]:
    """Packages, and what lies in them, that an installation would leave out."""
    return {*PACKAGES, *(f"{each}.*" for each in PACKAGES)} - set(include)


@pytest.mark.parametrize("out", ["domain", "domain.*"])
def test_a_package_left_out_of_the_installation_is_named(out: str) -> None:
    include = [name for each in PACKAGES for name in (each, f"{each}.*")]

    assert not_installed(include) == set()
    assert not_installed([name for name in include if name != out]) == {out}


def bare(names: list[str]) -> set[str]:
    """Folders of the packages whose Python would be left out of an installation."""
    folders = {
        Path(name).parent.as_posix()
        for name in names
        if name.endswith(".py") and name.split("/")[0] in PACKAGES
    }
    return {folder for folder in folders if f"{folder}/__init__.py" not in names}


def test_every_folder_of_code_is_a_package() -> None:
    assert bare(held()) == set()


def test_a_folder_of_code_that_is_no_package_is_named() -> None:
    names = ["domain/__init__.py", "domain/duties/start.py", "tests/domain/x.py"]

    assert bare(names) == {"domain/duties"}


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_a_missing_part_is_named(name: str) -> None:
    assert missing(sorted(REQUIRED - {name})) == {name}
    assert missing([f"{each}/file" for each in REQUIRED - {".ci/run"}]) == {".ci/run"}


def test_a_loose_file_is_named_and_a_file_in_its_place_is_not() -> None:
    assert loose(["setup.py", "domain/case.py", "notes/today.md", ".ci/run"]) == {
        "setup.py",
        "notes",
    }


def test_a_page_is_counted_by_its_words() -> None:
    assert words("# One clock\n\n| a | b |\n|---|---|\n```sh\nmake run\n```") == 7


def test_a_page_s_commands_are_read_without_prompt_and_remark() -> None:
    page = "Words\n```sh\n$ make run   # all of it\n\nmake test\n```\n`make demo`\n"

    assert commands(page) == ["make run", "make test"]
    assert made(page) == {"run", "test", "demo"}
    assert made("to make sure") == set()


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[a](page.md#top) [b](gone.md) [c](https://example.org/x)")

    assert broken(page) == ["gone.md"]
