"""`vigil doctor`: what is configured, reachable, running out, or stuck."""

from __future__ import annotations

from typing import Final

import typer

from adapters.settings import Settings
from commands.checkup import server
from commands.evidence import engine_retention, gateways, seals
from commands.findings import (
    Finding,
    Grade,
    calendars,
    ended,
    keys,
    mail,
    procedures,
    record,
)
from commands.letters.carrier_findings import carriers
from commands.output import AsJson, Failure, calm, rows, say, say_json, show, table
from commands.service import client_of, settings

WELL: Final = "All is well."
NOT_WELL: Final = "Something needs somebody: see what is marked wrong or away."


@calm
async def doctor(
    json: AsJson = False,
) -> None:
    """Look at everything, change nothing. Ends with 1 if something is wrong."""
    findings = await check_up(settings())
    if json:
        say_json([finding.model_dump(mode="json") for finding in findings])
    else:
        made = table("About", "How it is", "")
        show(rows(made, map(_cells, findings)))
        say(NOT_WELL if ended(findings) else WELL)
    raise typer.Exit(ended(findings))


async def check_up(settings: Settings) -> list[Finding]:
    """Every finding, in the order in which somebody would look."""
    folders = settings.rulebook_folders
    return [
        keys(settings),
        *calendars(folders),
        *procedures(folders),
        *await record(settings),
        *await seals(settings),
        *await gateways(settings),
        await mail(settings),
        *await carriers(settings),
        *await _server(settings),
    ]


async def _server(settings: Settings) -> list[Finding]:
    try:
        client = await client_of(settings)
    except Failure as failure:
        return [Finding(about="temporal", grade=Grade.AWAY, says=failure.message)]
    return [*await server(client), await engine_retention(client, settings)]


def _cells(finding: Finding) -> tuple[str, ...]:
    named = f" ({', '.join(finding.cases)})" if finding.cases else ""
    return finding.about, finding.grade.value, f"{finding.says}{named}"
