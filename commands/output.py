"""What the command line says and how it ends: tables, JSON, one calm paragraph."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import wraps
from inspect import iscoroutine
from textwrap import wrap
from typing import Annotated, Final, ParamSpec

import typer
from pydantic_core import to_jsonable_python
from rich import box
from rich.console import Console
from rich.table import Table

from domain.lack import Lack

Params = ParamSpec("Params")

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

#: How a point of a list begins in plain text, and where its second line does.
A_POINT: Final = "- "
UNDER_A_POINT: Final = "  "
NOT_A_FAULT_OF_YOURS = (
    "Vigil has a fault of its own and could not finish this ({fault}). Look at the "
    "case before you try again, and tell the system operator."
)


class Ended(IntEnum):
    """How a command ended: its exit code. Of several, the highest is the worst."""

    DONE = 0
    REFUSED = 1
    BAD_INPUT = 2
    UNREACHABLE = 3


class Failure(Exception):
    """A command cannot do what was asked: how it ends, what is wrong, what to do.

    Holds codes and fixed words only, never a value that somebody typed. `lacks`: what
    is missing first, where that is why.
    """

    def __init__(
        self,
        ended: Ended,
        message: str,
        *,
        where: str = "",
        rules: tuple[str, ...] = (),
        lacks: tuple[Lack, ...] = (),
    ) -> None:
        super().__init__(message)
        self.ended = ended
        self.message = message
        self.where = where
        self.rules = rules
        self.lacks = lacks

    @property
    def paragraph(self) -> str:
        """Where it is, what is wrong, and which rules say so: one paragraph."""
        place = f"{self.where}: " if self.where else ""
        text = f"{place}{self.message}"
        text += "" if text.endswith((".", "!", "?")) else "."
        return f"{text} Rules: {', '.join(self.rules)}." if self.rules else text


def calm(command: Callable[Params, object]) -> Callable[Params, None]:
    """A command that ends with a paragraph and an exit code, never a traceback."""

    @wraps(command)
    def ends_calmly(*args: Params.args, **kwargs: Params.kwargs) -> None:
        try:
            running = command(*args, **kwargs)
            if iscoroutine(running):
                asyncio.run(running)
        except Failure as failure:
            complain(failure.paragraph)
            raise typer.Exit(failure.ended) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as fault:
            complain(NOT_A_FAULT_OF_YOURS.format(fault=type(fault).__name__))
            raise typer.Exit(Ended.UNREACHABLE) from None

    return ends_calmly


def complain(paragraph: str) -> None:
    """One paragraph on the error stream, wrapped at words."""
    Console(stderr=True).print(paragraph, markup=False, highlight=False)


def say(text: str = "") -> None:
    """A paragraph for a person, wrapped at words."""
    Console().print(text, markup=False, highlight=False)


def say_as_written(text: str) -> None:
    """Somebody's words as they stand, but wrapped at words: nothing in them is read.

    What is one word, as an address of a page, stays whole.
    """
    width = Console().width
    for line in text.split("\n"):
        wrapped = wrap(
            line,
            width,
            subsequent_indent=UNDER_A_POINT if line.startswith(A_POINT) else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        typer.echo("\n".join(wrapped))


def is_piped() -> bool:
    """Whether a program reads the answer, not a person at a terminal."""
    return not Console().is_terminal


def show(table: Table, *, complaint: bool = False) -> None:
    """A table for a person; what is complained of goes to the error stream."""
    Console(stderr=complaint).print(table)


def say_json(value: object) -> None:
    """Anything of ours as JSON: two spaces deep, nothing but JSON on the stream."""
    plain = to_jsonable_python(value)
    typer.echo(json.dumps(plain, ensure_ascii=False, indent=2))


def table(*columns: str, title: str | None = None) -> Table:
    """An empty table. A column whose name begins with `#` is set to the right."""
    made = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD
    )
    for name in columns:
        number = name.startswith("#")
        made.add_column(
            name.lstrip("#"),
            justify="right" if number else "left",
            overflow="fold",
        )
    return made


def rows(made: Table, cells: Iterable[tuple[str, ...]]) -> Table:
    """The table with these rows; what stands in a cell is text, never markup."""
    for row in cells:
        made.add_row(*(cell.replace("[", r"\[") for cell in row))
    return made
