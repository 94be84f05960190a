"""The entries of procedures as people see them: with their source, and their use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from adapters.coverage import how_of
from commands.words import allowance
from rulebook.schema import (
    Allowance,
    CatalogueId,
    Code,
    DutyRule,
    Force,
    Frozen,
    GateRule,
    How,
    Item,
    LocalSettings,
    MayAsk,
    Prompt,
    Provision,
    Rulebook,
    Source,
)

REMINDED: Final = "watched: reminded, missed at its instant, escalated"
ASKED_AFTER: Final = "watched without a date: its age is shown, asked after weekly"
SAID: Final = "said to whoever is at the step"
#: The source of a council's own rules, which are under nobody's review.
LOCAL_STATUS: Final = "local"


class RuleShown(Frozen):
    """One entry as people see it. `book` is the procedures, or the local settings.

    `source_status` says how far the source itself is to be relied on. `how` and `name`:
    in which way it is kept, through the thing of that name. `time` is null where the
    source sets none; `settled` is a provision's choice; `owner` whose it is, or all who
    can put it right.
    """

    book: str
    source_status: Code
    rule: Code
    ids: tuple[CatalogueId, ...]
    citation: str
    says: str
    how: How | None
    name: Code
    owner: str | None = None
    time: Allowance | None = None
    allows: str = ""
    settled: Code | None = None
    before: Code | None = None
    on: Code | None = None
    link: str | None = None
    force: Force
    enforced: str


def shown_rules(book: Rulebook, local: LocalSettings) -> Iterator[RuleShown]:
    """The procedures' entries, and what the council sets beside them, as local."""
    name, status = f"{book.id} {book.version}", book.source_status
    ours = f"{local.id} {local.version}"
    times = {time.rule: time for time in local.times}
    for rule in book.duties:
        filled = times.get(rule.key) if rule.allowance is None else None
        if filled is None:
            yield _duty(name, status, rule)
            continue
        timed = rule.model_copy(update={"allowance": filled.allowance})
        changes = {"citation": filled.citation, "force": Force.LOCAL}
        yield _duty(ours, LOCAL_STATUS, timed).model_copy(update=changes)
    for entry in book.entries()[len(book.duties) :]:
        yield _entry(name, status, entry)
    for added in local.duties:
        yield _duty(ours, LOCAL_STATUS, added)


def _duty(book: str, status: str, rule: DutyRule) -> RuleShown:
    return _entry(book, status, rule).model_copy(
        update={
            "owner": rule.owner,
            "time": rule.allowance,
            "allows": allowance(rule.allowance),
            "force": rule.force,
            "enforced": REMINDED if rule.allowance is not None else ASKED_AFTER,
        }
    )


def _entry(book: str, status: str, entry: Source) -> RuleShown:
    """What every entry says, with what only its own kind has."""
    shown = RuleShown(
        book=book,
        source_status=status,
        rule=entry.key,
        ids=entry.ids,
        citation=entry.citation,
        says=entry.says,
        how=how_of(entry),
        name=entry.key,
        force=Force.STATUTORY,
        enforced="",
    )
    return shown.model_copy(update=_own(entry))


def _own(entry: Source) -> dict[str, object]:
    match entry:
        case GateRule():
            return {
                "owner": ", ".join(entry.who),
                "before": entry.before,
                "on": entry.on,
                "force": entry.force,
                "enforced": "refused until it is so" if entry.refuses else "asked",
            }
        case Item():
            return {"on": entry.on, "enforced": "a line of a list"}
        case Prompt():
            return {"before": entry.before, "link": entry.link, "enforced": SAID}
        case Provision():
            return {
                "settled": entry.value,
                "name": entry.names or entry.key,
                "force": entry.force,
                "enforced": "settles how a case is judged",
            }
        case MayAsk():
            return _asked_by(entry)
        case _:
            return {}


def _asked_by(entry: MayAsk) -> dict[str, object]:
    return {
        "owner": ", ".join(entry.roles) or None,
        "name": entry.request,
        "force": entry.force,
        "enforced": "refused to everybody else",
    }
