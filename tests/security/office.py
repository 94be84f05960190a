"""All of Vigil at work in one folder, as a council runs it, for a story to be played.

Its parts are the real ones. The carrier sends for real, by SMTP and to the folder of
what is to be printed, and answers as a rehearsal's does, at once: so a case comes out
here as the domain tells it. A translator gives every sentence back as it was given out.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
from opentelemetry import trace
from opentelemetry.util._once import Once
from temporalio.client import Client
from temporalio.contrib.opentelemetry import ReplaySafeTracerProvider
from temporalio.plugin import SimplePlugin
from temporalio.runtime import Runtime
from typer.testing import CliRunner, Result

from activities.ports import Kept, Letters, Post
from adapters.embedded_server import EmbeddedServer, free_port
from adapters.gauges import watching
from adapters.mail_sink import MailSink
from adapters.record_words import LedgerWords
from adapters.search_attributes import ensure_search_attributes
from adapters.settings import Settings
from adapters.stack import Stack
from adapters.telemetry import runtime
from adapters.tracing import tracing
from commands.app import build
from commands.rehearsal.given_back import RehearsedDrafting
from commands.rehearsal.ports import NoPost, World
from commands.rehearsal.skipping import SERVER
from commands.service import Store, store_of
from domain.letters import Letter, Message, Standing
from tests.logs import logging_to
from worker import Parts, connect, parts_of
from workflows import NAMES
from workflows.showing import ATTRIBUTES

AUDITOR = {"VIGIL_PERSON": "au-0007", "VIGIL_ROLE": "auditor"}


@dataclass
class SendsForReal(NoPost):
    """activities.ports.Post: a real carrier, and a rehearsal's answers."""

    post: Post
    sent: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    async def send(self, message: Message) -> Standing:
        await self.post.send(message)
        self.sent.append(message)
        return await super().send(message)

    async def has_sent(self, key: str) -> bool | None:
        return await self.post.has_sent(key)

    async def recall(self, key: str) -> bool:
        taken, told = await self.post.recall(key), await super().recall(key)
        assert bool(taken) is told
        return told


@dataclass
class SeenKept:
    """activities.ports.Letters: the real ones, and what they were given."""

    inner: Letters
    given: list[Letter] = field(default_factory=list)

    async def keep(self, letter: Letter, kept: Kept) -> None:
        self.given.append(letter)
        await self.inner.keep(letter, kept)

    async def get(self, letter: Letter) -> Kept | None:
        return await self.inner.get(letter)


class Office(NamedTuple):
    """What runs. `home`: the folder that has all of it; `asked`: every URL, in full."""

    home: Path
    settings: Settings
    world: World
    engine: Runtime
    post: SendsForReal
    drawn: SeenKept
    store: Store
    asked: list[bytes]

    @property
    def client(self) -> Client:
        return self.world.client

    async def page(self) -> str:
        """The numbers, as Prometheus is served them."""
        url = f"http://{self.settings.metrics_address}/metrics"
        answer = await asyncio.to_thread(requests.get, url, timeout=10)
        return answer.text

    async def vigil(self, *arguments: str) -> Result:
        """A command at this installation, while everything else runs on."""
        return await asyncio.to_thread(CliRunner().invoke, build(), arguments)


@asynccontextmanager
async def at_work(home: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    """The office, open while the block runs; its log is `vigil.log` in its folder."""
    home.mkdir(mode=0o700)
    async with AsyncExitStack() as stack:
        stack.enter_context(_logged(home / "vigil.log"))
        settings = await _settings(stack, home)
        for name, value in (_environment(settings) | AUDITOR).items():
            patch.setenv(name, value)
        engine = runtime(settings.metrics_address)
        plugins = _traced(stack, settings, patch)
        stack.callback(settings.custody.close)
        client = await connect(settings, engine, plugins)
        parts = await stack.enter_async_context(parts_of(settings))
        store = await stack.enter_async_context(store_of(settings))
        await ensure_search_attributes(client, ATTRIBUTES)
        numbers = watching(engine.metric_meter, client, settings.store)
        await stack.enter_async_context(numbers)
        post, drawn = SendsForReal(parts.post), SeenKept(parts.paper.letters)
        parts = _rehearsed(parts, post, drawn, store)
        world = World(client, parts, store.facts)
        asked = _asked(patch)
        yield Office(home, settings, world, engine, post, drawn, store, asked)


async def _settings(stack: AsyncExitStack, home: Path) -> Settings:
    """With the server and the mail sink running. A digest waits for no other case."""
    settings = Settings(
        home=home,
        temporal_address=None,
        digest_gathers_minutes=0,
        metrics_address=str(free_port()),
        traces_file=home / "traces.jsonl",
    )
    server = EmbeddedServer(
        log=settings.temporal_log, database=settings.temporal_database, dynamic=SERVER
    )
    await stack.enter_async_context(server)
    sink = await stack.enter_async_context(MailSink(settings.mail_folder))
    Stack(temporal=server.address, smtp_port=sink.port).save(home)
    return settings


def _environment(settings: Settings) -> dict[str, str]:
    """The server is the one that the stack of this folder names."""
    return {
        "VIGIL_HOME": str(settings.home),
        "VIGIL_TEMPORAL_ADDRESS": "",
        "COLUMNS": "100",
    }


def _rehearsed(
    parts: Parts, post: SendsForReal, drawn: SeenKept, store: Store
) -> Parts:
    paper = parts.paper
    words = LedgerWords(store.facts)
    drafting = RehearsedDrafting(paper.drafting.speech, words, paper.texts)
    return replace(
        parts, post=post, paper=paper._replace(drafting=drafting, letters=drawn)
    )


def _traced(
    stack: AsyncExitStack, settings: Settings, patch: pytest.MonkeyPatch
) -> list[SimplePlugin]:
    """A process has one provider of traces; each office has one of its own."""
    patch.setattr(trace, "_TRACER_PROVIDER", None)
    patch.setattr(trace, "_TRACER_PROVIDER_SET_ONCE", Once())
    return stack.enter_context(tracing(settings.traces_file, NAMES))


def _asked(patch: pytest.MonkeyPatch) -> list[bytes]:
    """Every URL that is asked for from now on, and what stands above the question."""
    asked: list[bytes] = []
    send = requests.Session.send

    def noting(
        session: requests.Session, request: requests.PreparedRequest, **more: Any
    ) -> requests.Response:
        asked.append(f"{request.method} {request.url} {request.headers}".encode())
        return send(session, request, **more)

    patch.setattr(requests.Session, "send", noting)
    return asked


def over() -> None:
    """All that was going to be said is said: cases let go of, spans written down."""
    gc.collect()
    provider = trace.get_tracer_provider()
    assert isinstance(provider, ReplaySafeTracerProvider)
    assert provider.force_flush()


@contextmanager
def _logged(file: Path) -> Iterator[None]:
    """Everything that logs writes into the file, and afterwards as it did before."""
    with file.open("a", encoding="utf-8", buffering=1) as stream, logging_to(stream):
        yield
