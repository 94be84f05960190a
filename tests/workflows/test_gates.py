"""A case of the newest edition on a real server: refused in full, told what lacks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.lack import Lack
from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    MOTHER,
    MOTHERS_MAIL,
    SENT,
    VISITOR,
    VISITORS_MAIL,
    an_intake,
    ask,
    booking,
    opening,
)
from tests.workflows.stage import stage

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-01-25 10:00Z")


async def test_the_newest_procedures_refuse_with_all_that_is_missing_and_go_on(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(opening(an_intake()))
        await staged.submit(case, booking(1, SENT, STARTS, invite=[]))
        visitor: dict[str, Any] = {
            "person": VISITOR,
            "because": "knowledge-of-the-child-or-family",
        }
        listed: dict[str, Any] = {"conference": "conf-1", "settled_at": SENT}
        alone = ask("invite-to-conference", 2, **listed, invitees=[visitor])
        with pytest.raises(WorkflowUpdateFailedError) as caught:
            await staged.submit(case, alone)
        both = [{"person": MOTHER}, visitor]
        settled = ask("invite-to-conference", 3, **listed, invitees=both)
        receipt = await staged.submit(case, settled)
        await staged.wind(case, SENT + timedelta(hours=1))
        await remember(staged, case, "a-gated-case")

    refused = caught.value.cause
    assert isinstance(refused, ApplicationError)
    code, where, rules, lacks = refused.details
    assert (code, where, rules) == ("not-yet", "parents-considered", [])
    (lack,) = (Lack.model_validate(each) for each in lacks)
    assert lack.about == (MOTHER,)
    missing = {each["gate"] for each in receipt["missing"]}
    assert "child-attendance-decided" in missing
    assert len(staged.mail.to(MOTHERS_MAIL)) == 1
    assert len(staged.mail.to(VISITORS_MAIL)) == 1
