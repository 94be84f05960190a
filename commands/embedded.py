"""The embedded stack: server, mail sink and worker in one process group, in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Final, NamedTuple

from temporalio.client import Client

from adapters.carriers.handovers import CarrierName
from adapters.carriers.smtp_post import Encryption
from adapters.embedded_server import EmbeddedServer, ServerUnavailable, is_free
from adapters.mail_sink import MailSink
from adapters.namespaces import keep_for
from adapters.retention_policies import load_retention
from adapters.settings import SMTP_PORT, Settings
from adapters.stack import FILE_NAME, LOOPBACK, TEMPORAL_PORT, Stack
from commands.letters.callbacks import receiving
from commands.output import Ended, Failure
from commands.service import Store, client_of, published_troubles, store_of
from worker import parts_of, working

WEB_PORT: Final = 8233
ANY: Final = 0


class Running(NamedTuple):
    """What runs, and where it listens."""

    settings: Settings
    server: EmbeddedServer
    client: Client
    store: Store

    @property
    def web_page(self) -> str:
        return f"http://{LOOPBACK}:{self.server.ui_port}"


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Running]:
    """The whole of Vigil on this machine while the block runs; stopped in reverse.

    Ends in unreachable when a part of it does not come up.
    """
    own = _own(settings)
    async with AsyncExitStack() as stack:
        server = await _server(stack, own)
        sink = await _sink(stack, own)
        Stack(temporal=server.address, smtp_port=sink.port).save(own.home)
        stack.callback((own.home / FILE_NAME).unlink, missing_ok=True)
        client = await client_of(own)
        parts = await stack.enter_async_context(parts_of(own))
        store = await stack.enter_async_context(store_of(own, create=True))
        if own.tokens():
            await stack.enter_async_context(receiving(own, store.database))
        await stack.enter_async_context(working(client, parts))
        with published_troubles("VIGIL_RETENTION"):
            policy = load_retention(own.retention, own.rulebook_folders)
        await keep_for(client, policy)
        yield Running(own, server, client, store)


def _own(settings: Settings) -> Settings:
    """The same installation, with nothing of it anywhere but here."""
    return settings.model_copy(
        update={
            "temporal_address": None,
            "smtp_host": LOOPBACK,
            "smtp_port": None,
            "smtp_encryption": Encryption.OFFERED,
            "smtp_user": None,
            "smtp_password": None,
            "smtp_confirms": False,
            "email_by": CarrierName.SMTP,
            "post_by": CarrierName.PRINT,
            "notify_key": None,
            "callback_host": LOOPBACK,
        }
    )


def _port(usual: int) -> int:
    """The usual port, so that people know where to look; any, if that is taken."""
    return usual if is_free(usual) else ANY


async def _server(stack: AsyncExitStack, settings: Settings) -> EmbeddedServer:
    server = EmbeddedServer(
        log=settings.temporal_log,
        database=settings.temporal_database,
        port=_port(TEMPORAL_PORT),
        ui_port=_port(WEB_PORT),
        namespace=settings.namespace,
    )
    try:
        return await stack.enter_async_context(server)
    except ServerUnavailable as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None


async def _sink(stack: AsyncExitStack, settings: Settings) -> MailSink:
    sink = MailSink(settings.mail_folder, _port(SMTP_PORT))
    try:
        return await stack.enter_async_context(sink)
    except OSError:
        raise Failure(
            Ended.UNREACHABLE,
            "the mail sink could not listen: another program took its port meanwhile; "
            "try again",
        ) from None
