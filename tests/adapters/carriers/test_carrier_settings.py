from __future__ import annotations

import pytest
from pydantic import ValidationError

from adapters.carriers.handovers import CarrierName
from adapters.carriers.settings import CALLBACK_PORT
from adapters.settings import Settings
from tests.adapters.carriers.notify_office import EMAIL_TEMPLATE, KEY, SECRET

pytestmark = pytest.mark.usefixtures("nothing_set")

TOKEN, NEXT = "t" * 20, "n" * 64


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


def test_with_nothing_set_letters_go_by_smtp_and_onto_paper_here() -> None:
    settings = Settings()

    assert settings.email_by is CarrierName.SMTP
    assert settings.post_by is CarrierName.PRINT
    assert settings.notify_account() is None
    assert settings.tokens() == []
    assert settings.callback_port == CALLBACK_PORT
    assert settings.callback_host == "127.0.0.1"
    assert settings.print_folder == settings.home / "print-queue"
    assert not settings.smtp_account().confirms


def test_a_whole_service_at_notify_is_read_from_the_environment(
    set_to: pytest.MonkeyPatch,
) -> None:
    set_to.setenv("VIGIL_EMAIL_BY", "notify")
    set_to.setenv("VIGIL_POST_BY", "notify")
    set_to.setenv("VIGIL_NOTIFY_KEY", KEY)
    set_to.setenv("VIGIL_NOTIFY_EMAIL_TEMPLATE", EMAIL_TEMPLATE)
    account = Settings().notify_account()

    assert account is not None
    assert account.key.get_secret_value() == KEY
    assert account.url.startswith("https://")
    assert account.email_template == EMAIL_TEMPLATE
    assert account.text_template is None


def test_delivery_reports_are_asked_for_only_when_somebody_reads_them(
    set_to: pytest.MonkeyPatch,
) -> None:
    set_to.setenv("VIGIL_SMTP_CONFIRMS", "true")

    assert Settings().smtp_account().confirms


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"EMAIL_BY": "print-queue"}, "'smtp' or by 'notify'"),
        ({"POST_BY": "smtp"}, "'print-queue' or by 'notify'"),
        ({"EMAIL_BY": "pigeon"}, "smtp"),
        ({"EMAIL_BY": "notify"}, "VIGIL_NOTIFY_KEY"),
        ({"POST_BY": "notify"}, "VIGIL_NOTIFY_KEY"),
        ({"EMAIL_BY": "notify", "NOTIFY_KEY": KEY}, "VIGIL_NOTIFY_EMAIL_TEMPLATE"),
        ({"NOTIFY_KEY": SECRET}, "name-service-key"),
        ({"NOTIFY_URL": "http://notify.example"}, "https://"),
        ({"NOTIFY_URL": "http://127.0.0.1.notify.example"}, "https://"),
        ({"CALLBACK_PORT": "0"}, "callback_port"),
    ],
)
def test_what_would_send_letters_nowhere_or_in_clear_is_refused_at_the_start(
    set_to: pytest.MonkeyPatch, given: dict[str, str], says: str
) -> None:
    for name, value in given.items():
        set_to.setenv(f"VIGIL_{name}", value)

    with pytest.raises(ValidationError, match=says) as refused:
        Settings()

    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/", "http://localhost:1"])
def test_only_on_this_machine_may_notify_be_spoken_to_in_clear(
    set_to: pytest.MonkeyPatch, url: str
) -> None:
    set_to.setenv("VIGIL_NOTIFY_URL", url)

    assert Settings().notify_url == url


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        (TOKEN, [TOKEN]),
        (f"{TOKEN},{NEXT}", [TOKEN, NEXT]),
        (f" {TOKEN} , {NEXT} ", [TOKEN, NEXT]),
    ],
)
def test_one_token_lives_or_two_while_one_takes_over(
    set_to: pytest.MonkeyPatch, written: str, tokens: list[str]
) -> None:
    set_to.setenv("VIGIL_CALLBACK_TOKENS", written)

    assert [token.get_secret_value() for token in Settings().tokens()] == tokens


@pytest.mark.parametrize(
    "written",
    [TOKEN[1:], f"{TOKEN},", f"{TOKEN},{NEXT},{TOKEN}", f"{TOKEN} {NEXT}", "ż" * 30],
)
def test_a_token_that_could_be_guessed_or_mistyped_is_refused_unshown(
    set_to: pytest.MonkeyPatch, written: str
) -> None:
    set_to.setenv("VIGIL_CALLBACK_TOKENS", written)

    with pytest.raises(ValidationError, match="20 characters") as refused:
        Settings()

    assert written not in str(refused.value)
