"""The topology is one that Docker's own reader takes, and names nothing that is not.

Each rule is tried on the real file and on one with a fault planted in it.
"""

from __future__ import annotations

import copy
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import pytest
import yaml
from typer.main import get_command

from adapters.carriers.smtp_post import Encryption
from adapters.codec_server.settings import CODEC_PORT
from adapters.settings import Settings
from adapters.stack import TEMPORAL_PORT
from adapters.telemetry import TelemetrySettings
from commands.app import build
from commands.embedded import WEB_PORT
from tests.house import topology
from tests.house.project import ROOT
from tests.house.topology import READERS, Services, reachable

Config = dict[str, Any]
#: What the file asks its reader for, and what it passes on to another program.
OF_THE_FILE: Final = {"VIGIL_RELEASE", "VIGIL_CODEC_JWKS", "VIGIL_CODEC_PAGE"}


@pytest.fixture(scope="module")
def config() -> Config:
    return read(ROOT / "docker-compose.yml")


def read(file: Path, **changes: str) -> Config:
    """The file as docker-compose reads it. A missing program fails, never skips."""
    program = shutil.which("docker-compose")
    assert program, "install Debian's package docker-compose: .ci/run does"
    with NamedTemporaryFile() as nothing:  # or it reads the reader's own .env
        said = subprocess.run(
            [program, "--file", str(file), "--env-file", nothing.name, "config"],
            env={"PATH": os.environ["PATH"], **READERS, **changes},
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
    assert said.returncode == 0, said.stderr.decode()
    found: Config = yaml.safe_load(said.stdout)
    return found


def fields() -> set[str]:
    """Every variable that Settings reads."""
    return {f"VIGIL_{name.upper()}" for name in Settings.model_fields}


def test_everything_that_a_production_needs_is_there(config: Config) -> None:
    images = {name: each["image"] for name, each in config["services"].items()}

    assert images.keys() == {
        *("postgres", "postgres-keys", "temporal-schema", "temporal", "namespace"),
        "temporal-ui",
        *("store-upgrade", "worker-one", "worker-two", "codec-server", "mail", "vigil"),
    }
    assert images["temporal"] == "temporalio/server:1.32.0"
    assert images["temporal-schema"] == images["namespace"]
    assert images["namespace"] == "temporalio/admin-tools:1.32.0"
    assert images["temporal-ui"] == "temporalio/ui:2.54.1"


RULES: Final[dict[str, tuple[Callable[[Services], set[str]], dict[str, Any], str]]] = {
    "by a release": (topology.unpinned, {"image": "postgres:latest"}, "postgres"),
    "by any release": (topology.unpinned, {"image": "postgres"}, "postgres"),
    "no auto-setup": (
        topology.sets_itself_up,
        {"image": "temporalio/auto-setup:1.29.0"},
        "postgres",
    ),
    "not as root": (topology.as_root, {"user": "0:0"}, "postgres"),
    "not as the image says": (topology.as_root, {"user": None}, "postgres"),
    "no rights to gain": (topology.unhardened, {"cap_drop": []}, "postgres"),
    "nowhere to write": (topology.unhardened, {"read_only": False}, "postgres"),
    "health": (topology.unwatched, {"healthcheck": {"test": ["NONE"]}}, "postgres"),
    "loopback": (
        topology.heard_elsewhere,
        {"ports": ["5432:5432/tcp"]},
        "5432:5432/tcp",
    ),
    "no password": (
        topology.in_clear,
        {"environment": {"POSTGRES_PASSWORD": "x"}},
        "postgres POSTGRES_PASSWORD",
    ),
    "no address with one": (
        topology.in_clear,
        {"environment": {"WHERE": "postgresql://a:b@c/d"}},
        "postgres WHERE",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds_and_a_fault_against_it_is_named(
    config: Config, rule: str
) -> None:
    amiss, fault, named = RULES[rule]
    faulty = copy.deepcopy(config["services"])
    faulty["postgres"] |= fault

    assert amiss(config["services"]) == set()
    assert amiss(faulty) == {named}


def test_every_variable_of_ours_is_a_setting(config: Config) -> None:
    scripts = {"VIGIL_NAMESPACE"}
    named = topology.told(config["services"])
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    asked = set(re.findall(r"\$\{(VIGIL_[A-Z_]+)", text))

    assert named - fields() == set()
    assert asked - fields() == OF_THE_FILE
    assert scripts <= fields()


def test_a_variable_that_is_no_setting_is_named(config: Config) -> None:
    faulty = copy.deepcopy(config["services"])
    faulty["worker-one"]["environment"]["VIGIL_SMTP_HOTS"] = "mail"

    assert topology.told(faulty) - fields() == {"VIGIL_SMTP_HOTS"}


@pytest.mark.parametrize("name", ["worker-one", "worker-two", "store-upgrade", "vigil"])
def test_what_a_service_is_told_is_what_settings_take(
    config: Config, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = config["services"][name]["environment"]
    for variable, value in said.items():
        file = tmp_path / variable
        file.write_text(SECRETS.get(value.rpartition("/")[2], ""))
        file.chmod(0o600)
        is_secret = value.startswith("/run/secrets/")
        monkeypatch.setenv(variable, str(file) if is_secret else value)

    settings = Settings()

    assert settings.namespace == "vigil"
    assert settings.smtp_encryption in Encryption


SECRETS: Final = {
    "keys": "k-1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    "gateway_key": "k-1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    "store_url": "postgresql://vigil:x@postgres:5432/vigil",
    "store_owner_url": "postgresql://vigil_upgrade:x@postgres:5432/vigil",
    "case_keys_url": "postgresql://vigil_keys:x@postgres-keys:5432/vigil_case_keys",
}


def test_every_command_exists(config: Config) -> None:
    assert [c for c in topology.commands(config["services"]) if not exists(c)] == []


@pytest.mark.parametrize(
    "command",
    [
        ("vigil", "codec-serve"),
        ("vigil", "store", "upgarde"),
        ("python", "workers.py"),
        ("python", "-m", "adapters.health", "9464"),
        ("sh", "-c", "worker"),
    ],
)
def test_a_command_that_does_not_exist_is_named(command: tuple[str, ...]) -> None:
    assert not exists(command)


def exists(command: tuple[str, ...]) -> bool:
    """Whether our image has it: a command of ours, a module, or a file."""
    program, *words = command
    if program == "vigil":
        return _is_a_command(words)
    if program != "python":
        return False
    if words[0] == "-m":
        return importlib.util.find_spec(words[1]) is not None
    return (ROOT / words[0]).is_file()


def _is_a_command(words: list[str]) -> bool:
    at: Any = get_command(build())
    for word in words:
        at = getattr(at, "commands", {}).get(word)
    return at is not None


def test_every_port_is_the_one_that_the_program_listens_at(config: Config) -> None:
    services = config["services"]
    codec, ui = services["codec-server"], services["temporal-ui"]
    worker = services["worker-one"]
    metrics = TelemetrySettings.model_fields.keys() & {"metrics_address"}

    assert codec["ports"] == [f"127.0.0.1:{CODEC_PORT}:{CODEC_PORT}/tcp"]
    assert codec["environment"]["VIGIL_CODEC_PORT"] == str(CODEC_PORT)
    assert codec["healthcheck"]["test"][4:] == [str(CODEC_PORT), "/health"]
    assert ui["ports"] == [f"127.0.0.1:{WEB_PORT}:8080/tcp"]
    assert worker["environment"]["VIGIL_TEMPORAL_ADDRESS"] == (
        f"temporal:{TEMPORAL_PORT}"
    )
    assert metrics
    assert worker["environment"]["VIGIL_METRICS_ADDRESS"].endswith(
        f":{worker['healthcheck']['test'][4]}"
    )


def test_what_is_inside_leads_nowhere_and_only_pages_and_mail_lead_out(
    config: Config,
) -> None:
    internal = {n for n, each in config["networks"].items() if each}

    assert internal == {"store", "keys", "engine", "tables", "watch"}
    assert all(config["networks"][name]["internal"] for name in internal)
    assert config["networks"].keys() - internal == {"outside", "pages"}
    assert not config["services"]["temporal"].get("ports")


#: Written by hand: whatever reaches 7233 is Temporal's administrator, and whatever
#: reaches a database may try its passwords.
MAY_REACH: Final[dict[str, set[str]]] = {
    "temporal": {
        *("worker-one", "worker-two", "vigil", "namespace", "temporal-ui"),
        *("postgres", "temporal-schema"),
    },
    "postgres": {
        *("worker-one", "worker-two", "vigil", "codec-server", "store-upgrade"),
        *("temporal", "temporal-schema"),
    },
    "postgres-keys": {"worker-one", "worker-two", "vigil", "codec-server"},
}


@pytest.mark.parametrize("name", MAY_REACH)
def test_only_what_must_can_reach_the_databases_and_the_engine(
    config: Config, name: str
) -> None:
    faulty = copy.deepcopy(config)
    faulty["services"]["mail"]["networks"] = faulty["services"][name]["networks"]

    assert reachable(config, name) == MAY_REACH[name]
    assert reachable(faulty, name) == MAY_REACH[name] | {"mail"}


def test_the_keys_are_on_a_server_that_shares_nothing_with_the_record_s(
    config: Config,
) -> None:
    """What a backup of the one server holds, no backup of the other opens."""
    services = config["services"]

    assert services["postgres"]["image"] == services["postgres-keys"]["image"]
    assert topology.shared(config, "postgres", "postgres-keys") == set()


@pytest.mark.parametrize("fault", ["networks", "volumes", "secrets"])
def test_what_the_two_servers_share_is_named(config: Config, fault: str) -> None:
    faulty = copy.deepcopy(config)
    of_the_record = faulty["services"]["postgres"][fault]
    faulty["services"]["postgres-keys"][fault] = of_the_record

    assert topology.shared(faulty, "postgres", "postgres-keys") != set()


def test_workers_begin_after_the_tables_and_the_namespace(config: Config) -> None:
    faulty = copy.deepcopy(config)
    del faulty["services"]["worker-two"]["depends_on"]["postgres-keys"]

    assert topology.waits_for_nobody(config) == set()
    assert topology.waits_for_nobody(faulty) == {"worker-two"}


def test_the_two_workers_are_the_same(config: Config) -> None:
    services = config["services"]

    assert services["worker-one"] == services["worker-two"]


def test_letters_go_nowhere_by_default(config: Config) -> None:
    """The sink takes letters and delivers none, so somebody must choose it."""
    assert config["services"]["mail"]["profiles"] == ["try"]
    with pytest.raises(AssertionError, match="VIGIL_SMTP_HOST"):
        read(ROOT / "docker-compose.yml", VIGIL_SMTP_HOST="")


def test_the_secrets_are_files_that_no_commit_holds(config: Config) -> None:
    folder = ROOT / "deploy" / "secrets"
    files = {Path(secret["file"]) for secret in config["secrets"].values()}
    made = (ROOT / "deploy" / "make-secrets.sh").read_text("utf-8")

    assert {file.parent for file in files} == {folder}
    assert "deploy/secrets/" in (ROOT / ".gitignore").read_text("utf-8").split()
    assert "deploy/secrets" in (ROOT / ".dockerignore").read_text("utf-8").split()
    assert [f.name for f in files if f.name.split("_password")[0] not in made] == []


def strange(page: str) -> set[str]:
    """What a page names that is neither a setting nor a command of ours."""
    settings = set(re.findall(r"\bVIGIL_[A-Z_]+", page)) - fields() - OF_THE_FILE
    said = re.findall(r"(?:`|\s|-role \S+ )vigil ([a-z-]+)(?: ([a-z-]+))?", page)
    groups = {"keys", "store", "gateway-keys", "retention"}
    typed = [(one, two) if one in groups and two else (one,) for one, two in said]
    return settings | {
        " ".join(words) for words in typed if not exists(("vigil", *words))
    }


def test_the_page_for_whoever_runs_it_names_what_is_there() -> None:
    page = re.findall(r"`[^`]+`", (ROOT / "docs" / "running.md").read_text("utf-8"))

    assert strange("\n".join(page)) == set()
    assert strange("`VIGIL_KEY` and `vigil doctr`, `vigil keys rewarp`") == {
        *("VIGIL_KEY", "doctr", "keys rewarp"),
    }
