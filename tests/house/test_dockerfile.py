"""The image: every layer of a named release, nothing secret in any, and not as root."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.house.project import ROOT
from tests.house.test_compose import exists
from tests.house.topology import PINNED, SECRET

STEP: Final = re.compile(r"^([A-Z]+)\s+(.*)$")
Steps = list[tuple[str, str]]


def steps(text: str) -> Steps:
    """Every instruction and what it says, on one line each."""
    joined = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    found = [STEP.match(line) for line in joined.splitlines()]
    return [(step[1], step[2]) for step in found if step]


def amiss(given: Steps) -> list[str]:
    """What no image of ours may do, in words."""
    images = [said.split()[0] for step, said in given if step == "FROM"]
    users = [said for step, said in given if step == "USER"]
    held = [said for step, said in given if step in ("ENV", "ARG")]
    healthy = any(step == "HEALTHCHECK" for step, _ in given)
    installs = [said for step, said in given if step == "RUN" and "pip install" in said]
    return [
        *(f"{image} is no release" for image in images if not PINNED.fullmatch(image)),
        *(["it runs as root"] if not users or users[-1][0] not in "123456789" else []),
        *(f"{said} may be a secret" for said in held if SECRET.search(said)),
        *([] if healthy else ["nobody asks for its health"]),
        *(
            f"{said} is not checked by its hash"
            for said in installs
            if "--require-hashes" not in said and "--no-deps" not in said
        ),
    ]


def text() -> str:
    return (ROOT / "Dockerfile").read_text("utf-8")


def test_nothing_is_amiss_with_the_image() -> None:
    assert amiss(steps(text())) == []


FAULTS: Final = {
    "FROM python:3.12.12-slim-bookworm AS": "FROM python:slim AS",
    "USER 10001:10001": "USER root",
    'ENV PYTHONTZPATH=""': 'ENV VIGIL_KEYS="k-1:AAAA"',
    "HEALTHCHECK": "LABEL",
    "--require-hashes ": "",
}


@pytest.mark.parametrize("good", FAULTS)
def test_a_fault_in_the_image_is_named(good: str) -> None:
    assert good in text()
    assert len(amiss(steps(text().replace(good, FAULTS[good])))) == 1


def test_what_the_image_runs_exists() -> None:
    said = dict(steps(text()))
    run = tuple(re.findall(r'"([^"]+)"', said["CMD"]))
    check = tuple(re.findall(r'"([^"]+)"', said["HEALTHCHECK"].partition("CMD")[2]))

    assert exists(run)
    assert exists(check)


def test_the_image_is_made_of_what_is_there_and_of_no_test() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split("\n")
    taken = [line[1:] for line in ignored if line.startswith("!")]

    assert "*" in ignored
    assert [name for name in taken if not (ROOT / name).exists()] == []
    assert not {"tests", ".git", "docs", "bench"} & {*taken}
