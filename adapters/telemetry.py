"""What Temporal's engine in this process tells of itself: its log, and its numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from pydantic import field_validator
from pydantic_settings import BaseSettings
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from adapters.logging import core_logging
from adapters.stack import LOOPBACK

PORT: Final = re.compile(r"[0-9]{1,5}")
ADDRESS: Final = re.compile(r"(?:[0-9.]{7,15}|\[[0-9a-f:]{2,39}\]):[0-9]{1,5}")


class TelemetrySettings(BaseSettings):
    """The part of adapters.settings for whoever watches: nothing unless asked for.

    `metrics_address`: where a worker serves its numbers to Prometheus, such as 9464,
    which is heard on this machine only, or 0.0.0.0:9464. `traces_file`: where a worker
    writes which step took how long, one line of JSON each.
    """

    metrics_address: str | None = None
    traces_file: Path | None = None

    @field_validator("metrics_address")
    @classmethod
    def _heard_here_unless_told(cls, address: str | None) -> str | None:
        if address is None or ADDRESS.fullmatch(address):
            return address
        if PORT.fullmatch(address):
            return f"{LOOPBACK}:{address}"
        raise ValueError(
            "write a port, or the address and the port to listen at: 9464 or "
            "0.0.0.0:9464"
        )


def runtime(metrics: str | None = None) -> Runtime:
    """The engine for clients and workers; with an address, it serves its numbers there.

    Raises ValueError when it cannot listen at that address. Its heartbeats say
    nothing of the machine it runs on.
    """
    numbers = PrometheusConfig(metrics, durations_as_seconds=True) if metrics else None
    telemetry = TelemetryConfig(logging=core_logging(), metrics=numbers)
    return Runtime(telemetry=telemetry, disable_environment_info=True)
