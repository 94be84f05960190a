"""`vigil submit` says which words a field takes, before it asks the case anything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from commands.app import build
from commands.output import Ended

BY = {"person": "clerk", "role": "business-support"}
SENDING = {"by": BY, "document": "outline-plan", "about": "conf-1"}
PLAIN = {"id": "1", "kind": "send-document", **SENDING}
EVENT = {
    "specversion": "1.0",
    "source": "council",
    "id": "1",
    "type": "uk.vigil.request.send-document.v1",
    "subject": "CP-1",
    "time": "2026-12-14T09:00:00Z",
    "data": SENDING,
}


@pytest.mark.parametrize("written", [PLAIN, EVENT], ids=["plain", "event"])
def test_a_document_that_goes_by_itself_is_refused_with_those_to_ask_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: dict[str, Any]
) -> None:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    file = tmp_path / "request.json"
    file.write_text(json.dumps(written))

    refused = CliRunner().invoke(build(), ["submit", "CP-1", str(file)])

    said = " ".join(refused.stderr.split())
    assert refused.exit_code == Ended.BAD_INPUT
    assert "give one of core-group-note, decision-summary, delay-agreement" in said
    assert "document" in said
    assert "Literal" not in said
