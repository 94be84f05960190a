"""The page of all dates: what is due, from when, by when, and who says so."""

from __future__ import annotations

from adapters.rulebooks import load_rulebook, published
from rulebook.schema import Allowance, DutyRule, Rulebook, Unit

HEAD = """# What is due, and by when

Every dated or undated thing that the published procedures ask for, as the program keeps
it. "Not set" means that the source gives no time: none is invented; it has an owner and
an age, stands on the worklist and follows the local ladder. WD: working days, counted
from the day after; months by the same day number, else the month's last day.

This page is generated from the rulebooks: `python -m tools.make_docs`.
"""
ORDER = ("pan-sussex", "york", "wales", "csa-pathway", "guernsey")


def page() -> str:
    """The whole page, in Markdown."""
    names = sorted(
        {f"{book}@{version}" for book, version, _ in published()}, key=_place
    )
    return "\n\n".join([HEAD.strip(), *(_section(load_rulebook(n)) for n in names)]) + (
        "\n"
    )


def _place(name: str) -> tuple[int, str]:
    base = name.partition("@")[0].partition("+")[0]
    return (ORDER.index(base) if base in ORDER else len(ORDER), name)


def _section(book: Rulebook) -> str:
    head = f"## {book.title} (`{book.id}@{book.version}`)\n\n{book.source}"
    about = f"Clock of the conference: {book.clock}. Calendar: {book.calendar}."
    rows = [_row(rule) for rule in book.duties]
    columns = "| what | counted from | time | whose | says who | source |"
    table = "\n".join([columns, "|---|---|---|---|---|---|", *rows])
    settled = "\n".join(
        f"- `{p.key}` = `{p.value}` ({', '.join(p.ids) or 'ours'}): {p.says}"
        for p in book.provisions
    )
    return "\n\n".join(part for part in (head, about, table, settled) if part)


def _row(rule: DutyRule) -> str:
    ids = ", ".join(rule.ids) or "none"
    cells = (
        f"{rule.says} (`{rule.key}`)",
        rule.starts.replace("-", " "),
        _time(rule.allowance),
        rule.owner.replace("-", " "),
        rule.force,
        f"{ids}; {rule.citation}",
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _time(allowance: Allowance | None) -> str:
    if allowance is None:
        return "not set"
    side = "before" if allowance.before else "after"
    match allowance.unit:
        case Unit.WORKING_DAYS:
            return f"{allowance.count} WD {side}"
        case Unit.CALENDAR_DAYS:
            return f"{allowance.count} days {side}"
        case Unit.MONTHS:
            return f"{allowance.count} months {side}"
        case Unit.IMMEDIATELY:
            return "at once"
        case Unit.STATED:
            return "as the order or agreement states"
