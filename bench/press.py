"""A plan of two pages set as PDF, in each language that letters are tried in.

Its words are days, as each language says them: nobody has to write a plan nine times,
and every script is set and shaped as in a letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from statistics import median, quantiles
from typing import Final

from adapters.press.fonts import installed_fonts
from adapters.press.pdf import typesetter
from adapters.press.speech import CldrSpeech
from bench.tables import Table, met, seconds
from domain.documents.opened import Grid, Items, Opened, Plain, Rows, Text
from domain.documents.values import OnDay

LANGUAGES: Final = ("en", "cy", "pl", "ro", "ur", "ar", "pa", "bn", "ti")
WITHIN: Final = 50.0
TIMES: Final = 100
FIRST: Final = date(2027, 1, 4)

Progress = Callable[[], None]


def steps() -> int:
    """How often `progress` is told."""
    return len(LANGUAGES)


def press(progress: Progress = lambda: None) -> Table:
    """Raises `FontsMissing` where `make` has not installed the fonts."""
    taken = {}
    for language in LANGUAGES:
        taken[language] = _times(plan(language))
        progress()
    english = median(taken["en"])
    return Table(
        title="A plan of two pages as PDF",
        columns=("language", "p50, ms", "p95, ms", "against English", "p95 within 50"),
        rows=tuple(_row(name, times, english) for name, times in taken.items()),
        means=(
            f"One core's own time for a tagged PDF/A of {TIMES} plans that differ in "
            "their reference alone, with a warm compiler. The words are days in each "
            "language."
        ),
    )


def _row(name: str, times: list[float], english: float) -> tuple[str, ...]:
    slowest = quantiles(times, n=20)[-1]
    return (
        name,
        f"{median(times):.1f}",
        f"{slowest:.1f}",
        f"{median(times) / english:.2f}",
        met(slowest <= WITHIN),
    )


def _times(document: Opened) -> list[float]:
    """Milliseconds. No two plans are alike: an equal one would be remembered."""
    setter = typesetter(installed_fonts())
    setter.pdf(document)
    plans = (
        document.model_copy(update={"case": f"plan-{number}"})
        for number in range(TIMES)
    )
    return [seconds(partial(setter.pdf, each), 1) * 1000 for each in plans]


def plan(language: str) -> Opened:
    """Headings, paragraphs, a list, what is known and a table: two pages of A4."""
    return Opened(
        kind="plan",
        case="plan-0",
        reader="mother",
        greets="Amina Khan",
        title=_days(language, 0, 1),
        language=language,
        blocks=tuple(_blocks(language)),
    )


def _blocks(language: str) -> Iterator[Plain]:
    for part in range(4):
        yield Text(block="heading", text=_days(language, part, 1))
        yield Text(block="paragraph", text=_days(language, part + 20, 7))
        yield Items(items=tuple(_days(language, part + n, 2) for n in range(3)))
    known = ((_days(language, n, 1), _days(language, n + 7, 1)) for n in range(6))
    yield Rows(rows=tuple(known))
    lines = (tuple(_days(language, n + m, 1) for m in range(3)) for n in range(6))
    head, *rows = lines
    yield Grid(head=head, rows=tuple(rows))


def _days(language: str, after: int, count: int) -> str:
    days = (OnDay(on=FIRST + timedelta(days=after + n)) for n in range(count))
    return "; ".join(CldrSpeech().day(each, language) for each in days)
