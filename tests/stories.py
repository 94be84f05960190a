"""The sample stories, as tests read them."""

from __future__ import annotations

from pathlib import Path

from adapters.time_zones import use_packaged_rules
from commands.rehearsal.story import Story, read_story

use_packaged_rules()

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FILES = dict(sorted((p.stem, p) for p in (SAMPLES / "stories").glob("*.jsonl")))
NAMES = (
    "christmas",
    "csa-pathway",
    "csa-pathway-refused",
    "delay",
    "easter-and-a-clock-change",
    "guernsey",
    "guernsey-refused",
    "pan-sussex",
    "pan-sussex-refused",
    "several-discussions",
    "siblings-and-one-unborn",
    "wales",
    "wales-refused",
    "wales-two-agencies",
    "york",
    "york-refused",
)

#: Whoever may not exclude is told so before any gate is asked: this one stands behind.
BEHIND_THE_ROLES = frozenset({"excluded-by-chair"})


def story(name: str) -> Story:
    return read_story(FILES[name].read_bytes())
