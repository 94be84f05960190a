"""`vigil retention policy`: the council's table, rule by rule."""

from __future__ import annotations

from adapters.retention_policies import load_retention
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.service import published_troubles, settings
from commands.words import in_words
from rulebook.schema import KeepingRule


@calm
def policy(json: AsJson = False) -> None:
    """The table by which records are kept. The longest rule that applies wins."""
    found = settings()
    with published_troubles("VIGIL_RETENTION"):
        held = load_retention(found.retention, found.rulebook_folders)
    if json:
        say_json(held.model_dump(mode="json"))
        return
    say(f"Table {held.id}, version {held.version}. A legal hold overrides every rule.")
    show(
        rows(table("What it says", "Years", "From", "Source"), map(_line, held.records))
    )
    say(
        f"The engine keeps a case that has ended for {held.engine_history} days; what "
        f"was refused at the door is kept for {held.refused}."
    )
    say(f"A hold is put and lifted by: {', '.join(held.may_hold)}.")
    say(
        f"An erasure is proposed by one of these and confirmed, within "
        f"{held.proposal} days, by another: {', '.join(held.may_erase)}."
    )


def _line(rule: KeepingRule) -> tuple[str, ...]:
    return rule.says, str(rule.years), in_words(rule.since), rule.citation
