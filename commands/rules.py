"""`vigil rules`: every rule, where it comes from, and how long it allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.rulebooks import load_local, load_rulebook, published
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.service import published_troubles, settings
from commands.words import NOT_SET, Place, allowance
from rulebook.schema import (
    Allowance,
    CatalogueId,
    Code,
    DutyRule,
    Force,
    Frozen,
    LocalSettings,
    Provision,
    Rulebook,
)

REMINDED: Final = "watched: reminded, missed at its instant, escalated"
ASKED_AFTER: Final = "watched without a date: its age is shown, asked after weekly"


class RuleShown(Frozen):
    """One rule as people see it. `book` is the procedures, or the local settings.

    `time` is null where the source sets none; `settled` is a provision's choice.
    """

    book: str
    rule: Code
    ids: tuple[CatalogueId, ...]
    citation: str
    says: str
    owner: Code | None = None
    time: Allowance | None = None
    allows: str
    settled: Code | None = None
    force: Force
    enforced: str


@calm
def rules(
    rulebook: Annotated[
        str | None, typer.Argument(help="york, wales, york@2014 ...; all if left out.")
    ] = None,
    local: Annotated[
        str, typer.Option(help="The council's settings shown with them.")
    ] = "default",
    json: AsJson = False,
) -> None:
    """Every rule: its source, what is due, how long is allowed, whose it is."""
    found = settings().rulebook_folders
    with published_troubles("RULEBOOK"):
        books = [load_rulebook(name, found) for name in _names(rulebook, found)]
        ours = load_local(local, found)
    shown = [(book, tuple(shown_rules(book, ours))) for book in books]
    if json:
        say_json([rule.model_dump(mode="json") for _, each in shown for rule in each])
    else:
        for book, each in shown:
            _tell(book, each)


def shown_rules(book: Rulebook, local: LocalSettings) -> Iterator[RuleShown]:
    """The procedures' rules with what the council sets beside them, shown as local."""
    name = f"{book.id} {book.version}"
    times = {time.rule: time for time in local.times}
    for rule in book.duties:
        filled = times.get(rule.key) if rule.allowance is None else None
        if filled is None:
            yield _duty(name, rule, rule.allowance)
            continue
        shown = _duty(f"{local.id} {local.version}", rule, filled.allowance)
        yield shown.model_copy(
            update={"citation": filled.citation, "force": Force.LOCAL}
        )
    for provision in book.provisions:
        yield _provision(name, provision)
    for added in local.duties:
        yield _duty(f"{local.id} {local.version}", added, added.allowance)


def _names(rulebook: str | None, folders: tuple[Path, ...]) -> list[str]:
    if rulebook is not None:
        return [rulebook]
    return [f"{id}@{version}" for id, version, _ in published(folders)]


def _duty(book: str, rule: DutyRule, time: Allowance | None) -> RuleShown:
    return RuleShown(
        book=book,
        rule=rule.key,
        ids=rule.ids,
        citation=rule.citation,
        says=rule.says,
        owner=rule.owner,
        time=time,
        allows=allowance(time),
        force=rule.force,
        enforced=REMINDED if time is not None else ASKED_AFTER,
    )


def _provision(book: str, provision: Provision) -> RuleShown:
    return RuleShown(
        book=book,
        rule=provision.key,
        ids=provision.ids,
        citation=provision.citation,
        says=provision.says,
        allows="",
        settled=provision.value,
        force=provision.force,
        enforced="settles how a case is judged",
    )


def _tell(book: Rulebook, shown: tuple[RuleShown, ...]) -> None:
    place = Place(book.id)
    say(f"{book.title}. Procedures {book.id} {book.version} ({book.source_status}).")
    made = table("Rule", "What it says", "Allows, and whose it is")
    rows(made, (_cells(rule, place) for rule in shown))
    show(made)
    silent = sum(rule.allows == NOT_SET for rule in shown)
    say(f"{len(shown)} rules; the source sets no time for {silent} of them.")


def _cells(rule: RuleShown, place: Place) -> tuple[str, ...]:
    owner = f"\n{place.role(rule.owner)}" if rule.owner else ""
    allows = rule.settled or rule.allows
    mark = f" ({rule.force})" if rule.force is not Force.STATUTORY else ""
    ids = "\n".join(rule.ids) or rule.rule
    return ids, f"{rule.says}\n({rule.citation})", f"{allows}{mark}{owner}"
