"""`vigil rules`: every rule, where it comes from, and how it is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.coverage import counted, coverage, shown_by
from adapters.rulebooks import load_local, load_rulebook, published
from commands.entries import RuleShown, shown_rules
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.service import published_troubles, settings
from commands.words import NOT_SET, Place, in_words
from rulebook.schema import Force, How, Rulebook

#: What a practitioner calls each way in which a rule is kept.
KEPT_AS: Final[dict[How, str]] = {
    How.DEADLINE: "due by a day",
    How.GATE: "asked before a step",
    How.DUTY: "due, no day set",
    How.EFFECT: "done by Vigil",
    How.FIELD: "recorded",
    How.SECTION: "a heading",
    How.PROMPT: "a reminder",
}


@calm
def rules(
    rulebook: Annotated[
        str | None,
        typer.Argument(help="york, wales, york@2014; all the newest if left out."),
    ] = None,
    local: Annotated[
        str, typer.Option(help="The council's settings shown with them.")
    ] = "default",
    json: AsJson = False,
) -> None:
    """Every rule: its source, what is due or asked, how it is kept, whose it is.

    Of all procedures, the JSON has `coverage` too: each rule of the sources by its id.
    """
    found = settings().rulebook_folders
    with published_troubles("RULEBOOK"):
        books = [load_rulebook(name, found) for name in _names(rulebook, found)]
        ours = load_local(local, found)
    shown = [(book, tuple(shown_rules(book, ours))) for book in books]
    covered = () if rulebook else coverage(shown_by())
    if json:
        entries = [rule.model_dump(mode="json") for _, each in shown for rule in each]
        every = {"coverage": [c.model_dump(mode="json") for c in covered]}
        say_json(entries if rulebook else every | {"entries": entries})
        return
    for book, each in shown:
        _tell(book, each)
    if covered:
        say(counted(covered, KEPT_AS))


def _names(rulebook: str | None, folders: tuple[Path, ...]) -> list[str]:
    """The one that is asked for; else the newest edition of each."""
    if rulebook is not None:
        return [rulebook]
    return list(dict.fromkeys(id for id, _, _ in published(folders)))


def _tell(book: Rulebook, shown: tuple[RuleShown, ...]) -> None:
    place = Place(book.id)
    status = in_words(book.source_status)
    say(f"{book.title}. Procedures {book.id} {book.version} (source: {status}).")
    made = table("Rule", "What it says", "Kept as, and whose it is")
    rows(made, (_cells(rule, place) for rule in shown))
    show(made)
    silent = sum(rule.allows == NOT_SET for rule in shown)
    say(f"{len(shown)} rules; the source sets no time for {silent} of them.")


def _cells(rule: RuleShown, place: Place) -> tuple[str, ...]:
    """The third cell: how it is kept, how long it allows or what it settles, whose."""
    mark = f" ({rule.force})" if rule.force is not Force.STATUTORY else ""
    lines = (
        (KEPT_AS[rule.how] if rule.how else "") + mark,
        rule.allows or in_words(rule.settled or rule.on or ""),
        f"before: {in_words(rule.before)}" if rule.before else "",
        ", ".join(map(place.role, (rule.owner or "").split(", "))),
    )
    ids = "\n".join(rule.ids) or in_words(rule.rule)
    says = f"{rule.says}\n({rule.citation})"
    if rule.link:
        says += f"\n{rule.link}"
    return ids, says, "\n".join(filter(None, (line.strip() for line in lines)))
