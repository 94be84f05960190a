"""A copy of a letter for one person's eyes: opened in a viewer, then gone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import typer

from commands.output import Ended, Failure, is_piped, say

OPENERS: Final = ("xdg-open", "open")
OPENED: Final = "The letter is open. Press Enter here when it has been read:"


def show_privately(content: bytes, name: str) -> None:
    """Open it in the system's viewer, and take the copy away when it has been read.

    The folder is its owner's alone, and `name` names nobody. Ends in bad input where
    nobody is there to say that it was read, in unreachable where no viewer opens it.
    """
    if is_piped() or not sys.stdin.isatty():
        raise Failure(
            Ended.BAD_INPUT,
            "a letter is opened for a person at a terminal; 'vigil letter --to FILE' "
            "writes it",
            where="--open",
        )
    opener = viewer()
    folder = Path(tempfile.mkdtemp(prefix="vigil-"))
    try:
        file = folder / name
        write_privately(file, content)
        _open(opener, file)
        typer.prompt(OPENED, default="", show_default=False, prompt_suffix=" ")
    finally:
        shutil.rmtree(folder)
    say("The copy was taken away.")


def _open(opener: str, file: Path) -> None:
    """What the viewer complains of would name the copy, and is not repeated."""
    ran = subprocess.run([opener, str(file)], check=False, stderr=subprocess.DEVNULL)
    if ran.returncode != 0:
        raise Failure(
            Ended.UNREACHABLE,
            "the program that opens files here did not open it: 'vigil letter --to "
            "FILE' writes it",
            where="--open",
        )


def viewer() -> str:
    """The program that opens files here. Ends in unreachable."""
    found = next(filter(None, map(shutil.which, OPENERS)), None)
    if found is None:
        raise Failure(
            Ended.UNREACHABLE,
            "this machine has no program that opens files (xdg-open or open): "
            "'vigil letter --to FILE' writes it",
            where="--open",
        )
    return found


def write_privately(file: Path, content: bytes) -> None:
    """A new file for its owner's eyes only. Ends in bad input where there is one."""
    try:
        with open(file, "xb", opener=_private) as stream:
            stream.write(content)
    except OSError as error:
        raise Failure(Ended.BAD_INPUT, _why_not(file, error), where="--to") from None


def _why_not(file: Path, error: OSError) -> str:
    """What is in the way, and what to do. It does not repeat the name."""
    # Not by the path's own method, which fails where the name is what is wrong.
    if os.path.isdir(file):
        return "this is a folder: add the name of a new file in it"
    match error:
        case FileExistsError():
            return "there is a file of that name already: nothing was written"
        case FileNotFoundError() | NotADirectoryError():
            return "there is no such folder to write into: make it first"
        case PermissionError():
            return "you may not write there: choose a folder of your own"
        case _:
            return (
                "it cannot be written there: see that there is room, or choose a "
                "shorter name"
            )


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
