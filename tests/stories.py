"""The sample stories, as tests read them."""

from __future__ import annotations

from pathlib import Path

from adapters.time_zones import use_packaged_rules
from commands.rehearsal.story import Story, read_story

use_packaged_rules()

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FILES = {path.stem: path for path in sorted((SAMPLES / "stories").glob("*.jsonl"))}
NAMES = (
    "christmas",
    "csa-pathway",
    "delay",
    "easter-and-a-clock-change",
    "guernsey",
    "pan-sussex",
    "several-discussions",
    "siblings-and-one-unborn",
    "wales",
    "york",
)


def story(name: str) -> Story:
    return read_story(FILES[name].read_bytes())
