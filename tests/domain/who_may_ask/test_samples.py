"""The sample families, so far: everybody in them asks in a role that may."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.story import read_story
from tests.stories import SAMPLES

SO_FAR = sorted((SAMPLES / "so-far").glob("*.jsonl"))


@pytest.mark.parametrize("file", SO_FAR, ids=lambda file: file.stem)
def test_what_a_sample_has_lived_so_far_is_refused_nothing(file: Path) -> None:
    referral = json.loads((SAMPLES / "intake" / f"{file.stem}.json").read_text("utf-8"))
    lines = f"{json.dumps(referral)}\n{file.read_text('utf-8')}"

    played = play(read_story(lines.encode()))

    assert played.facts
    assert [(r.request, r.code) for r in played.refusals] == []
