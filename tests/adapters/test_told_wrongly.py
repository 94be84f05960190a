"""What is set wrongly is named with what to write instead, and never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.retention_policies import load_retention
from adapters.rulebooks import UnknownRulebook
from adapters.sealing.keyring import KeysUnusable
from adapters.settings import Settings
from adapters.told_wrongly import Fault, faults_of, names_of

pytestmark = pytest.mark.usefixtures("nothing_set")

CANARY = "Wilhelmina Canary"
#: What may stand there as anything at all: a folder, a host, a name.
TAKES_ANYTHING = {
    *("home", "temporal_address", "namespace", "fonts", "libretranslate_key"),
    *("smtp_host", "smtp_sender", "smtp_domain", "smtp_user", "smtp_password"),
    *("notify_key", "notify_email_template", "notify_text_template", "traces_file"),
    *("codec_jwks_file", "codec_issuer", "codec_audience", "codec_host"),
    *("callback_host", "rulebook_folders", "gateway_key", "gateway_trusted"),
    *("gateway_key_file", "gateway_trusted_file"),
}
#: What is wrong with one may be that another is missing.
NAMES = {"temporal_token_file": "temporal_ca_file"}


def faults(**told: str) -> list[Fault]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in told.items():
            patch.setenv(f"VIGIL_{name}".upper(), value)
        with pytest.raises(ValidationError) as wrong:
            Settings()
    return faults_of(wrong.value)


@pytest.mark.parametrize("name", sorted(Settings.model_fields.keys() - TAKES_ANYTHING))
def test_a_setting_that_does_not_fit_is_named_and_its_value_is_not(name: str) -> None:
    found = faults(**{name: CANARY})

    assert NAMES.get(name, name) in names_of(found).split("|")
    for word in CANARY.split():
        assert word not in "".join(each.paragraph for each in found)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"environment": "live"}, "write 'development' or 'production'"),
        ({"smtp_port": "smtp"}, "write a whole number"),
        ({"smtp_port": "0"}, "write 1 or more"),
        ({"smtp_port": "70000"}, "write 65535 or less"),
        ({"smtp_timeout": "soon"}, "write a number"),
        ({"smtp_timeout": "0"}, "write more than 0.0"),
        ({"smtp_confirms": "perhaps"}, "write true or false"),
        ({"retention": "Ours!"}, "this setting does not fit"),
        ({"email_by": "print-queue"}, "e-mail goes by 'smtp' or by 'notify'"),
    ],
)
def test_it_says_what_to_write_instead(told: dict[str, str], says: str) -> None:
    (name,) = told

    assert faults(**told) == [Fault(f"VIGIL_{name.upper()}", says)]


def test_what_is_missing_is_named_where_no_one_setting_is_wrong() -> None:
    found = faults(environment="production")

    assert [each.where for each in found] == ["the environment"]
    assert "set VIGIL_KEYS_FILE to a file of lines" in found[0].paragraph
    assert names_of(found) == "keys_file"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = faults(smtp_port="smtp", digest_gathers_minutes="-1")

    assert names_of(found) == "digest_gathers_minutes|smtp_port"


def test_a_fault_that_names_no_setting_is_one_of_the_environment() -> None:
    assert names_of([Fault("the environment", "it does not fit")]) == "environment"


def test_a_table_of_retention_that_is_not_there_is_named_by_its_setting(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnknownRulebook) as wrong:
        load_retention("wilhelmina", [tmp_path])
    (fault,) = faults_of(wrong.value)

    assert fault.where == "VIGIL_RETENTION"
    assert "there are: default" in fault.says
    assert "wilhelmina" not in fault.paragraph


@pytest.mark.parametrize("of", ["keys", "keys_file"])
def test_a_line_of_the_keys_is_named_with_the_setting_that_it_stands_in(
    tmp_path: Path, of: str
) -> None:
    file = tmp_path / "keys"
    file.write_text("spring")
    told = "spring" if of == "keys" else str(file)

    assert faults(**{of: told}) == [
        Fault(f"VIGIL_{of.upper()}", "line 1: write keyid:base64key")
    ]


def test_keys_that_cannot_be_used_later_are_named_by_their_setting() -> None:
    assert faults_of(KeysUnusable("there is no key")) == [
        Fault("VIGIL_KEYS", "there is no key")
    ]
