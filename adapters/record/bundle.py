"""A folder of files that says by itself whether it is whole, and who made it."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.record import verifier
from adapters.record.signet import Signet
from adapters.sealing.keyring import Keyring

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.signature.json"
KEYS: Final = "keys.json"
VERIFIER: Final = "verify.py"
#: What the key is derived for, and how that which it signs begins: nothing else does.
SIGNING: Final = b"vigil/record/bundles/1"
A_BUNDLE: Final = b"vigil/bundle/1\x00"
ITS_OWNER: Final = 0o700


class FolderInUse(Exception):
    """There is something in the folder: a bundle is never mixed with anything."""


def expect_empty(folder: Path) -> None:
    """Raises FolderInUse for what is no folder, or not an empty one; and OSError."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderInUse
    if folder.is_dir() and any(folder.iterdir()):
        raise FolderInUse


def write(folder: Path, bundle: Mapping[str, bytes]) -> None:
    """Write the files of a `whole` bundle; only their owner may look into the folder.

    The manifest comes last: until then it is no bundle. Raises FolderInUse, OSError.
    """
    expect_empty(folder)
    folder.mkdir(mode=ITS_OWNER, parents=True, exist_ok=True)
    folder.chmod(ITS_OWNER)
    for name, content in bundle.items():
        _write(folder / name, content)


def whole(
    files: Mapping[str, bytes], about: Mapping[str, Any], keyring: Keyring
) -> dict[str, bytes]:
    """The files with the program that checks them, the keys, the manifest, signed.

    `about`: what the manifest says beside the fingerprint of each file.
    """
    signing = _signing(keyring)
    bundle = dict(files) | {
        VERIFIER: Path(verifier.__file__).read_bytes(),
        KEYS: as_line(_public(keyring, signing)),
    }
    prints = {name: sha256(bundle[name]).hexdigest() for name in sorted(bundle)}
    manifest = as_line({**about, "files": prints})
    text = A_BUNDLE + sha256(manifest).hexdigest().encode()
    signature = base64.b64encode(signing[keyring.current].sign(text)).decode()
    by = {"key_id": keyring.current, "signature": signature}
    return bundle | {MANIFEST: manifest, SIGNATURE: as_line(by)}


def keys_fingerprint(bundle: Mapping[str, bytes]) -> str:
    """Of the public keys: to be handed over by another way than the bundle."""
    return sha256(bundle[KEYS]).hexdigest()


def as_line(value: object) -> bytes:
    """One line of JSON."""
    return (json.dumps(value, ensure_ascii=False) + "\n").encode()


def as_lines(values: Iterable[object]) -> bytes:
    """JSON Lines."""
    return b"".join(map(as_line, values))


def _signing(keyring: Keyring) -> dict[str, Ed25519PrivateKey]:
    return {
        key_id: Ed25519PrivateKey.from_private_bytes(seed)
        for key_id, seed in keyring.derived(SIGNING).items()
    }


def _public(
    keyring: Keyring, signing: Mapping[str, Ed25519PrivateKey]
) -> dict[str, dict[str, str]]:
    own = {
        key_id: base64.b64encode(key.public_key().public_bytes_raw()).decode()
        for key_id, key in signing.items()
    }
    return {"seals": Signet(keyring).public_keys, "bundles": own}


def _write(file: Path, content: bytes) -> None:
    """For its owner's eyes only from the first moment."""
    opened = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
