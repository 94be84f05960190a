"""A setting is given itself or in a file; both, or a file that is not text, is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.given import Given, given

SAID = "what is said"


class Unusable(Exception):
    pass


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "said"
    file.write_text(SAID)
    return file


@pytest.mark.parametrize("text", [SAID, SecretStr(SAID)])
def test_what_is_given_itself_has_the_setting_s_own_name(text: SecretStr | str) -> None:
    assert given("VIGIL_IT", text, None, Unusable) == Given(SAID, "VIGIL_IT")


def test_what_is_given_in_a_file_has_the_name_of_the_file_s_setting(file: Path) -> None:
    assert given("VIGIL_IT", None, file, Unusable) == Given(SAID, "VIGIL_IT_FILE")


def test_what_is_not_given_is_nothing() -> None:
    assert given("VIGIL_IT", None, None, Unusable) is None


def test_both_are_refused_and_neither_is_repeated(file: Path) -> None:
    with pytest.raises(Unusable) as caught:
        given("VIGIL_IT", SAID, file, Unusable)

    assert str(caught.value) == "set VIGIL_IT or VIGIL_IT_FILE, not both"


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_is_not_there_or_no_text_is_named_by_its_setting(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "said"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(Unusable) as caught:
        given("VIGIL_IT", None, file, Unusable)

    assert str(caught.value) == "the file that VIGIL_IT_FILE names is unreadable"
