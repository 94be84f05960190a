"""What the codec server is told: whose tokens it believes, and which page may ask."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from adapters.sealed_address import is_sealed_or_here
from adapters.stack import LOOPBACK

CODEC_PORT: Final = 8237


class Trust(NamedTuple):
    """Whose tokens are believed, for what, and the one page that may ask.

    `jwks`: the file of the issuer's public keys. `origin`: as a browser writes it.
    """

    jwks: Path
    issuer: str
    audience: str
    origin: str


class CodecSettings(BaseSettings):
    """The part of adapters.settings that 'vigil codec-server' needs: all four or none.

    `codec_jwks_file`: the public keys of the sign-in service, as a JSON Web Key Set
    (RFC 7517); it is read anew when it changes. `codec_issuer` and `codec_audience`:
    what its tokens must say, to the letter. `codec_origin`: where Temporal's web page
    is, such as https://temporal.council.example.
    """

    codec_jwks_file: Path | None = None
    codec_issuer: str | None = None
    codec_audience: str | None = None
    codec_origin: str | None = None
    codec_host: str = LOOPBACK
    codec_port: int = Field(default=CODEC_PORT, ge=1, le=65535)

    @field_validator("codec_origin")
    @classmethod
    def _is_an_origin(cls, origin: str | None) -> str | None:
        if origin is None:
            return None
        if not (is_sealed_or_here(origin) and origin == _origin_of(origin)):
            raise ValueError(
                "write where Temporal's web page is as a browser does: https://, the "
                "host in small letters, the port if it has one, and nothing after it"
            )
        return origin

    def trust(self) -> Trust | None:
        """None unless all four are set."""
        jwks, issuer = self.codec_jwks_file, self.codec_issuer
        audience, origin = self.codec_audience, self.codec_origin
        if jwks is None or not (issuer and audience and origin):
            return None
        return Trust(jwks, issuer, audience, origin)


def _origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"
