"""`docker-compose.yml` as docker-compose reads it, and what may be amiss in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

Service = Mapping[str, Any]
Services = Mapping[str, Service]

#: What the file asks its reader to set, set for these tests.
READERS: Final = {
    "VIGIL_SMTP_HOST": "mail.council.example",
    "VIGIL_SMTP_SENDER": "no-reply@council.example",
    "VIGIL_SMTP_DOMAIN": "council.example",
    "VIGIL_CODEC_ISSUER": "https://sign-in.council.example",
    "VIGIL_CODEC_AUDIENCE": "api://vigil-codec",
    "VIGIL_CODEC_ORIGIN": "https://temporal.council.example",
    "VIGIL_CODEC_JWKS": "./jwks.json",
}
PINNED: Final = re.compile(r"[a-z0-9./-]+:[A-Za-z0-9._-]*[0-9][A-Za-z0-9._-]*")
HERE: Final = "127.0.0.1"
SECRET: Final = re.compile(r"PASSWORD|PWD|SECRET|TOKEN|KEY|_URL", re.IGNORECASE)
#: They end in one of these words and are no secrets: files, and what is passed on.
NOT_SECRET: Final = ("_FILE", "_PASS_ACCESS_TOKEN")
ENDED: Final = "service_completed_successfully"
HEALTHY: Final = "service_healthy"


def unpinned(services: Services) -> set[str]:
    """Services whose image is not named by one release."""
    return {
        name
        for name, service in services.items()
        if not PINNED.fullmatch(service["image"]) or "latest" in service["image"]
    }


def sets_itself_up(services: Services) -> set[str]:
    """Services with the image that makes Temporal's tables itself: no longer made."""
    return {name for name, each in services.items() if "auto-setup" in each["image"]}


def as_root(services: Services) -> set[str]:
    """Services that run as root, or as whoever the image says."""
    users = {name: str(each.get("user", "")) for name, each in services.items()}
    return {name for name, user in users.items() if not re.match(r"[1-9]", user)}


def unhardened(services: Services) -> set[str]:
    """Services that may gain rights, or write where they have no business."""
    return {
        name
        for name, each in services.items()
        if each.get("cap_drop") != ["ALL"]
        or each.get("security_opt") != ["no-new-privileges:true"]
        or each.get("privileged")
        or (not each.get("read_only") and name != "temporal-ui")
    }


def unwatched(services: Services) -> set[str]:
    """Services that run on, and whose health nobody asks for."""
    return {
        name
        for name, each in services.items()
        if each.get("restart") != "no" and not _checks(each)
    }


def heard_elsewhere(services: Services) -> set[str]:
    """Ports that more than this machine can reach."""
    ports = [port for each in services.values() for port in each.get("ports", [])]
    return {port for port in map(str, ports) if not port.startswith(f"{HERE}:")}


def in_clear(services: Services) -> set[str]:
    """Variables that hold a secret, where it can be read in an inspection."""
    return {
        f"{name} {variable}"
        for name, each in services.items()
        for variable, value in (each.get("environment") or {}).items()
        if SECRET.search(variable) and not variable.endswith(NOT_SECRET) and value
    } | {
        f"{name} {variable}"
        for name, each in services.items()
        for variable, value in (each.get("environment") or {}).items()
        if re.search(r"://[^/@\s]*:[^/@\s]*@", str(value))
    }


def told(services: Services) -> set[str]:
    """Every variable of ours that some service is given."""
    return {
        variable
        for each in services.values()
        for variable in each.get("environment") or {}
        if variable.startswith("VIGIL_")
    }


def commands(services: Services) -> Iterator[tuple[str, ...]]:
    """Every command and health check of the services with our own image."""
    for each in services.values():
        if each["image"].startswith("vigil:"):
            entry = tuple(each.get("entrypoint") or ())
            yield entry + tuple(each.get("command") or ())
            if _checks(each):
                yield tuple(each["healthcheck"]["test"][1:])


def waits_for_nobody(config: Mapping[str, Any]) -> set[str]:
    """Workers that would start before tables, namespace or the keys are there."""
    wanted = {"store-upgrade": ENDED, "namespace": ENDED, "postgres-keys": HEALTHY}
    return {
        name
        for name, each in config["services"].items()
        if name.startswith("worker")
        and {k: v["condition"] for k, v in each["depends_on"].items()} != wanted
    }


def reachable(config: Mapping[str, Any], name: str) -> set[str]:
    """Which services share a network with this one."""
    of = {n: set(each.get("networks", {})) for n, each in config["services"].items()}
    return {other for other in of if other != name and of[other] & of[name]}


def shared(config: Mapping[str, Any], one: str, other: str) -> set[str]:
    """What two services have in common through which one's data reaches the other."""
    return _reached(config["services"][one]) & _reached(config["services"][other])


def _reached(service: Service) -> set[str]:
    mounts = service.get("volumes", []), service.get("secrets", [])
    return {
        *(f"network {name}" for name in service.get("networks", {})),
        *(f"mount {_source(mount)}" for each in mounts for mount in each),
    }


def _source(mount: Any) -> str:
    """Of a volume, a file or a secret, in the reader's short or long form."""
    return mount["source"] if isinstance(mount, dict) else str(mount).split(":")[0]


def _checks(service: Service) -> bool:
    """Whether its health is asked for, and not only by an image of somebody else's."""
    test: list[str] = service.get("healthcheck", {}).get("test", ["NONE"])
    return test[0] == "CMD"
