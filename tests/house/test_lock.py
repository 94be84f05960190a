"""Everything that is installed is named, pinned and fingerprinted, and nothing else."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement

from tests.house.project import ROOT, settings

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[\w.!+]+)( ; (?P<marker>[^\\]+))?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read(lock: str) -> dict[str, str]:
    """Version by name; ValueError at anything that is not a pin with its hashes."""
    pins = {}
    for line in lock.replace("\\\n", " ").splitlines():
        pin, *hashes = re.split(r"\s+(?=--)", line.strip())
        named = PIN.fullmatch(pin.strip())
        if named is None or not hashes or not all(map(HASH.fullmatch, hashes)):
            raise ValueError(f"not a pin with its hashes: {pin[:60]}")
        pins[named["name"]] = named["version"]
    return pins


def unmet(wanted: list[str], pins: dict[str, str]) -> list[str]:
    """The requirements that no pin meets."""
    asked = [Requirement(each) for each in wanted]
    return [
        str(each)
        for each in asked
        if not each.specifier.contains(pins.get(each.name, "0"), prereleases=True)
    ]


def declared() -> list[str]:
    project = settings()["project"]
    extras = project["optional-dependencies"].values()
    wanted = [project["dependencies"], *extras, settings()["build-system"]["requires"]]
    return [each for group in wanted for each in group]


def test_every_dependency_is_pinned_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert unmet(declared(), read(lock)) == []


def test_every_dependency_says_from_which_version_it_was_tried() -> None:
    assert [each for each in declared() if ">=" not in each] == []


A_HASH = "--hash=sha256:" + "0a" * 32


@pytest.mark.parametrize(
    "lock",
    [
        "rich==15.0.0",
        f"rich>=15 \\\n    {A_HASH}",
        "rich==15.0.0 \\\n    --hash=md5:00",
        f"rich @ https://mirror.test/rich.whl \\\n    {A_HASH}",
        f"--find-links mirror\nrich==15.0.0 \\\n    {A_HASH}",
        f"# made by hand\nrich==15.0.0 \\\n    {A_HASH}",
        f"rich==15.0.0 \\\n    {A_HASH} \\\n    --no-binary",
    ],
)
def test_a_line_that_is_no_pin_with_hashes_is_refused(lock: str) -> None:
    with pytest.raises(ValueError, match="not a pin with its hashes"):
        read(lock)


def test_a_pin_may_be_for_some_machines_only() -> None:
    lock = f"colorama==0.4.6 ; os_name == 'nt' \\\n    {A_HASH} \\\n    {A_HASH}\n"

    assert read(lock) == {"colorama": "0.4.6"}


def test_a_dependency_missing_from_the_lock_or_too_old_in_it_is_named() -> None:
    assert unmet(["rich>=15,<16", "typer>=0.29"], {"rich": "14.0"}) == [
        "rich<16,>=15",
        "typer>=0.29",
    ]
