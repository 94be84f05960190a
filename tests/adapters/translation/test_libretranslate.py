"""Drafts over LibreTranslate's HTTP, from an engine of the test's own."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from activities.ports import Refusal, Unavailable
from adapters.translation.libretranslate import LibreTranslate
from tests.adapters.translation.desk import job


def engine(server: HTTPServer, **fields: Any) -> LibreTranslate:
    return LibreTranslate(url=server.url_for(""), **fields)


def answering(server: HTTPServer, *asked: list[dict[str, str]]) -> None:
    """It says every text in capitals, and keeps what it was asked."""

    def answer(request: Request) -> Response:
        wanted = request.get_json()
        for kept in asked:
            kept.append(wanted)
        said = {"translatedText": wanted["q"].upper(), "detectedLanguage": None}
        return Response(json.dumps(said), content_type="application/json")

    server.expect_request("/translate", method="POST").respond_with_handler(answer)


async def test_a_draft_says_its_language_and_its_engine(httpserver: HTTPServer) -> None:
    asked: list[dict[str, str]] = []
    answering(httpserver, asked)

    draft = await engine(httpserver).draft(job())

    assert (draft.language, draft.engine) == ("pl", "libretranslate")
    assert draft.texts == {
        "title": "THE PLAN - CASE ⟦1⟧",
        "1": "MEET ⟦1⟧ ON ⟦2⟧.",
    }
    assert asked[1] == {
        "q": "Meet ⟦1⟧ on ⟦2⟧.",
        "source": "en",
        "target": "pl",
        "format": "text",
    }


async def test_a_key_goes_along_where_there_is_one(httpserver: HTTPServer) -> None:
    asked: list[dict[str, str]] = []
    answering(httpserver, asked)

    await engine(httpserver, api_key=SecretStr("k")).draft(job())

    assert {each["api_key"] for each in asked} == {"k"}


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, Refusal("no-such-language-pair")),
        (403, Unavailable("engine-said-403")),
        (429, Unavailable("engine-busy")),
        (500, Unavailable("engine-said-500")),
        (503, Unavailable("engine-said-503")),
        (302, Unavailable("engine-said-302")),
    ],
)
async def test_what_an_engine_says_instead_becomes_one_code(
    httpserver: HTTPServer, status: int, error: Refusal | Unavailable
) -> None:
    headers = {"Location": "http://192.0.2.1/"}
    httpserver.expect_request("/translate").respond_with_data(
        '{"error": "Meet Amina"}', status=status, headers=headers
    )

    with pytest.raises(type(error)) as said:
        await engine(httpserver).draft(job())

    assert str(said.value) == error.code


@pytest.mark.parametrize(
    "body",
    [
        "<html>",
        "[]",
        '{"translatedText": 5}',
        "[" * 100_000,
        "0" * 1_100_000,
    ],
)
async def test_an_answer_that_is_none_is_asked_for_again(
    httpserver: HTTPServer, body: str
) -> None:
    httpserver.expect_request("/translate").respond_with_data(body)

    with pytest.raises(Unavailable, match=r"^engine-unusable$"):
        await engine(httpserver).draft(job())


async def test_an_engine_that_is_not_there_is_asked_again() -> None:
    with pytest.raises(Unavailable, match=r"^engine-unreachable$"):
        await LibreTranslate(url="http://127.0.0.1:1").draft(job())


async def test_the_text_passes_no_proxy(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    answering(httpserver)

    assert (await engine(httpserver).draft(job())).texts


@pytest.mark.parametrize(
    "url", ["http://translate.example", "ftp://localhost", "localhost:5000", "https://"]
)
def test_a_text_is_never_sent_where_others_can_read_it(url: str) -> None:
    with pytest.raises(ValueError, match="begins with https"):
        LibreTranslate(url=url)


def test_an_engine_elsewhere_is_reached_by_https() -> None:
    assert LibreTranslate(url="https://translate.example/").url == (
        "https://translate.example"
    )
