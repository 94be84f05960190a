"""The page of all rules of the sources: how each is kept, and which tests show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.coverage import Covered, counted, coverage

HEAD = """# Every rule, and how it is kept

One row for each rule that was found in the five sources: where it stands, what the
source asks for with it, how the newest edition of its procedures keeps it, and tests
that fail when it is not kept. `vigil rules --json` tells the same with every entry's
words and every test.

| it is a | when |
|---|---|
| deadline | it falls due on a day that is counted, is reminded of and is missed |
| gate | a step is refused until it is so |
| duty | it has an owner and an age, and the source gives no day |
| effect | the program does it: a letter, a copy, a line of the record |
| field | it is asked for or recorded, and nobody is refused |
| section | it is a heading under which something is written |
| prompt | it is said to whoever is at the step |

This page is generated from the rulebooks and the tests: `python -m tools.make_docs`.
"""
COLUMNS = "| rule | it is | where | kept as | through | shown by |"
#: Of many tests, how many a row has room for.
ROOM = 3


def page(tests: Mapping[str, Sequence[str]]) -> str:
    """The whole page, in Markdown. `tests`: what shows each rule, by its id."""
    rules = coverage(tests)
    names = dict.fromkeys((rule.rulebook, rule.version) for rule in rules)
    sections = (
        _section(f"{book}@{version}", [r for r in rules if r.rulebook == book])
        for book, version in names
    )
    return "\n\n".join((HEAD.strip(), counted(rules), *sections)) + "\n"


def _section(name: str, rules: Sequence[Covered]) -> str:
    head = f"## `{name}` ({rules[0].source_status})"
    rows = "\n".join(map(_row, rules))
    return f"{head}\n\n{COLUMNS}\n|---|---|---|---|---|---|\n{rows}"


def _row(rule: Covered) -> str:
    through = ", ".join(
        dict.fromkeys(f"`{kept.name}`" for kept in rule.entries if kept.how)
    )
    place = rule.citation.replace("|", "/") or rule.place
    cells = (rule.id, rule.kind, place, rule.how or "not kept", through, _tests(rule))
    return f"| {' | '.join(cells)} |"


def _tests(rule: Covered) -> str:
    shown = ", ".join(f"`{name}`" for name in rule.shown_by[:ROOM])
    left = len(rule.shown_by) - ROOM
    return f"{shown} and {left} more" if left > 0 else shown or "no test"
