"""`vigil codec-server`: show an auditor, in Temporal's web page, what a case holds."""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import AsyncExitStack

from adapters.carriers.callback_server import serving
from adapters.clock import SystemClock
from adapters.codec_server.door import CodecDoor, Terms
from adapters.codec_server.settings import Trust
from adapters.codec_server.tokens import JwksUnusable, Tokens
from adapters.codec_server.witness import AuditWitness
from adapters.logging import Form, configure
from adapters.record.signet import Signet
from adapters.sealing.converter import data_converter
from adapters.sealing.master import KeysNotReady
from adapters.settings import Settings
from adapters.store.database import Database
from commands.output import Ended, Failure, calm, say
from commands.service import settings, store_of
from commands.stopping import until_stopped


@calm
async def codec_server() -> None:
    """Show auditors in Temporal's web page what is sealed. Set VIGIL_CODEC_ORIGIN."""
    found = settings()
    trust = found.trust()
    if trust is None:
        raise Failure(
            Ended.BAD_INPUT,
            "nobody is shown anything until all four are set: VIGIL_CODEC_JWKS_FILE, "
            "VIGIL_CODEC_ISSUER, VIGIL_CODEC_AUDIENCE and VIGIL_CODEC_ORIGIN; "
            "docs/running.md says to what",
            where="VIGIL_CODEC_ORIGIN",
        )
    configure(Form.JSON, sys.stderr, logging.INFO)
    await until_stopped(_serve(found, trust))


async def _serve(settings: Settings, trust: Trust) -> None:
    async with store_of(settings) as store, AsyncExitStack() as stack:
        door = await door_of(settings, trust, store.database)
        server = serving(door.app(), settings.codec_port, settings.codec_host)
        try:
            running = await stack.enter_async_context(server)
        except OSError:
            raise Failure(
                Ended.UNREACHABLE,
                "the codec server cannot listen there: another program has the port, "
                "or the address is not this machine's",
                where="VIGIL_CODEC_PORT",
            ) from None
        say(f"Opening for auditors on port {running.port}. Ctrl-C stops it.")
        await running.work
    raise Failure(Ended.UNREACHABLE, "the codec server stopped by itself: start it")


async def door_of(settings: Settings, trust: Trust, database: Database) -> CodecDoor:
    """What is served. Ends in bad input for keys that cannot be used."""
    clock, custody = SystemClock(), settings.custody
    try:
        tokens = Tokens(trust.jwks, trust.issuer, trust.audience, clock)
        await asyncio.to_thread(custody.check)
    except JwksUnusable as error:
        raise Failure(
            Ended.BAD_INPUT, str(error), where="VIGIL_CODEC_JWKS_FILE"
        ) from None
    except KeysNotReady as error:
        raise Failure(Ended.UNREACHABLE, str(error)) from None
    codec = data_converter(custody).payload_codec
    if codec is None:
        raise TypeError("the converter of every client seals")
    witness = AuditWitness(database, Signet(custody.keyring), clock)
    terms = Terms(trust.origin, settings.namespace)
    return CodecDoor(terms, tokens, codec, witness)
