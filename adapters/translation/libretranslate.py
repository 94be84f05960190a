"""Drafts from an engine that speaks LibreTranslate's HTTP, in the council's own house.

A case's text goes over the network, so only in a sealed connection, or to this very
machine; past no proxy, and never on to wherever an answer would send it.
"""

from __future__ import annotations

import asyncio
import json
from typing import Final

import requests
from pydantic import ConfigDict, Field, SecretStr, ValidationError, field_validator

from activities.ports import Refusal, Unavailable
from adapters.sealed_address import is_sealed_or_here
from adapters.translation.drafting import NO_SUCH_PAIR, drafted
from adapters.translation.job import Job
from domain.documents.drafts import Draft
from rulebook.schema import Frozen

ENGINE: Final = "libretranslate"
#: The most that is read of an answer, in bytes.
_MOST: Final = 1_000_000


class LibreTranslate(Frozen):
    """The engine at an address. `timeout`: of each wait for it, in seconds."""

    url: str
    api_key: SecretStr | None = None
    timeout: float = Field(default=60.0, gt=0)

    @field_validator("url")
    @classmethod
    def _nobody_listens(cls, url: str) -> str:
        if not is_sealed_or_here(url):
            raise ValueError("write an address that begins with https, or of localhost")
        return url.rstrip("/")

    async def draft(self, job: Job) -> Draft:
        """A draft of the whole job.

        Raises `Refusal` (`no-such-language-pair`) when the engine does not know the
        languages or the text, `Unavailable` when it may be asked again.
        """
        return await asyncio.to_thread(self._draft, job)

    def _draft(self, job: Job) -> Draft:
        with requests.Session() as session:
            session.trust_env = False
            asked = _Asking(self, session, job)
            texts = drafted(job.segments, asked.translate)
        return Draft(language=job.language, texts=texts, engine=ENGINE)


class _Answer(Frozen):
    model_config = ConfigDict(extra="ignore")

    translatedText: str


class _Asking:
    def __init__(
        self, engine: LibreTranslate, session: requests.Session, job: Job
    ) -> None:
        self._engine = engine
        self._session = session
        self._pair = {"source": job.document.language, "target": job.language}

    def translate(self, text: str) -> str:
        asked = {"q": text, **self._pair, "format": "text"}
        if self._engine.api_key is not None:
            asked["api_key"] = self._engine.api_key.get_secret_value()
        try:
            with self._session.post(
                f"{self._engine.url}/translate",
                json=asked,
                timeout=self._engine.timeout,
                allow_redirects=False,
                stream=True,
            ) as answer:
                return _read(answer)
        except requests.Timeout:
            raise Unavailable("engine-timed-out") from None
        except requests.RequestException:
            raise Unavailable("engine-unreachable") from None


def _read(answer: requests.Response) -> str:
    if answer.status_code == requests.codes.bad_request:
        raise Refusal(NO_SUCH_PAIR)
    if answer.status_code == requests.codes.too_many_requests:
        raise Unavailable("engine-busy")
    if answer.status_code != requests.codes.ok:
        raise Unavailable(f"engine-said-{answer.status_code}")
    body = b""
    for part in answer.iter_content(64 * 1024):
        body += part
        if len(body) > _MOST:
            raise Unavailable("engine-unusable")
    try:
        return _Answer.model_validate(json.loads(body)).translatedText
    except (ValidationError, ValueError, RecursionError):
        raise Unavailable("engine-unusable") from None
