"""The fonts of letters are all there, or nothing starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from adapters.press.fonts import NEEDED, FontsMissing, families, installed_fonts
from adapters.press.printing import PrintingPress
from adapters.settings import Settings
from tests.adapters.press.letters import letter
from tests.house.project import ROOT
from tools.gather_fonts import PACKAGES
from worker import parts_of


def copied(folder: Path, but: str) -> Path:
    """The installed fonts without those whose file has this in its name."""
    for font in installed_fonts().iterdir():
        if but not in font.name:
            (folder / font.name).symlink_to(font)
    return folder


def test_the_environment_has_every_font_that_is_needed() -> None:
    assert families(installed_fonts()) == tuple(NEEDED)


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ("Bengali", "Noto Sans Bengali regular, Noto Sans Bengali bold"),
        ("Amiri_700", "Amiri bold"),
        ("NotoSans.", "Noto Sans regular"),
    ],
)
def test_a_folder_that_lacks_a_font_says_which_where_and_what_to_do(
    tmp_path: Path, gone: str, named: str
) -> None:
    with pytest.raises(FontsMissing) as refused:
        families(copied(tmp_path, gone))

    said = str(refused.value)
    assert named in said
    assert str(tmp_path) in said
    assert "run make" in said
    assert "VIGIL_FONTS" in said


def test_a_file_that_is_no_font_counts_for_none(tmp_path: Path) -> None:
    folder = copied(tmp_path, "Amiri_400")
    (folder / "Amiri_400Regular.ttf").write_bytes(b"no font")

    with pytest.raises(FontsMissing, match="Amiri regular"):
        families(folder)


def test_no_press_is_ready_and_none_sets_a_pdf_without_its_fonts(
    tmp_path: Path,
) -> None:
    press = PrintingPress(tmp_path / "nowhere")

    with pytest.raises(FontsMissing):
        press.ready()
    with pytest.raises(FontsMissing):
        press.pdf(letter("en"))


def test_a_press_without_fonts_still_gives_a_page_and_a_word_file(
    tmp_path: Path,
) -> None:
    press = PrintingPress(tmp_path / "nowhere")

    assert press.page(letter("en")).startswith("<!DOCTYPE html>")
    assert press.docx(letter("en")).startswith(b"PK")


async def test_what_carries_letters_does_not_start_without_the_fonts(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path, fonts=tmp_path / "nowhere")

    with pytest.raises(FontsMissing):
        async with parts_of(settings):
            pass


def test_a_council_s_own_folder_is_used_in_place_of_the_environment_s(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert Settings().font_folder == installed_fonts()

    monkeypatch.setenv("VIGIL_FONTS", str(tmp_path))

    assert Settings().font_folder == tmp_path


def test_the_packages_of_the_fonts_are_those_that_are_pinned() -> None:
    folder = ROOT / "tools" / "fonts"
    asked = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]

    assert asked.keys() == {f"@expo-google-fonts/{name}" for name in PACKAGES.values()}
    for name, version in asked.items():
        assert lock[f"node_modules/{name}"]["version"] == version
        assert lock[f"node_modules/{name}"]["integrity"].startswith("sha512-")
