"""Put the fonts of letters into one folder of the environment, and look that all work.

They come as packages: one from requirements.lock, the others from `tools/fonts`. Only
what a letter is set in is taken, regular and bold, so that the press starts quickly.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.press.fonts import families, installed_fonts

#: The npm packages, by the family that each has.
PACKAGES: Final = {
    "Amiri": "amiri",
    "NotoSansBengali": "noto-sans-bengali",
    "NotoSansEthiopic": "noto-sans-ethiopic",
    "NotoSansGujarati": "noto-sans-gujarati",
    "NotoSansGurmukhi": "noto-sans-gurmukhi",
    "NotoSansTamil": "noto-sans-tamil",
}
WEIGHTS: Final = ("400Regular", "700Bold")
#: One file with every weight in it: Latin, Cyrillic, Greek and Devanagari.
EUROPEAN: Final = ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf")


def main(
    packages: Annotated[Path, typer.Argument(help="what npm installed")],
    folder: Annotated[Path | None, typer.Argument(help="where they go")] = None,
) -> None:
    """Raises `FontsMissing` when a family is not there in the end."""
    target = folder or installed_fonts()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    package, name = EUROPEAN
    with as_file(files(package) / "files" / name) as font:
        shutil.copyfile(font, target / "NotoSans.ttf")
    for font in _static(packages):
        shutil.copyfile(font, target / font.name)
    families(target)


def _static(packages: Path) -> Iterator[Path]:
    for family, package in PACKAGES.items():
        for weight in WEIGHTS:
            folder = packages / "@expo-google-fonts" / package / weight
            yield folder / f"{family}_{weight}.ttf"


if __name__ == "__main__":
    typer.run(main)
