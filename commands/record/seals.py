"""`vigil seals`: the last seal, for somebody to keep where Vigil cannot reach."""

from __future__ import annotations

from adapters.record.seals import unsealed
from adapters.record.signet import Signet
from commands.output import AsJson, calm, say, say_json
from commands.record.faults import sealed_so_far
from commands.record.verify import last
from commands.service import settings, store_of


@calm
async def seals(json: AsJson = False) -> None:
    """The last seal over the record, for the auditor to keep elsewhere.

    Whoever keeps it can tell later whether the record was put back or made anew: 'vigil
    verify --expect NO:DIGEST'.
    """
    found = settings()
    async with store_of(found) as store:
        now = await store.database.read(unsealed)
    keys = Signet(found.custody.keyring).public_keys
    if json:
        waiting = {"chains": now.chains, "since": now.since}
        told = {"last_seal": last(now.last), "unsealed": waiting, "public_keys": keys}
        say_json(told)
        return
    say(sealed_so_far(now))
    if now.last is not None:
        say("Keep number and digest with the auditor, away from this machine.")
    for key_id, key in keys.items():
        say(
            f"Seals of the key {key_id} are checked with the public key {key} (Ed25519)"
        )
