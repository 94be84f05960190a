"""How we reach GOV.UK Notify, and its own client, one for each call.

The client is not safe to share between threads, logs what the service says with
addresses in it, and asserts what it is given; so it is made, used and closed here, and
its words for a failure go no further than one code.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from notifications_python_client.errors import APIError, HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient
from pydantic import Field, SecretStr, field_validator
from requests import Timeout

from activities.ports import Refusal, Unavailable
from rulebook.schema import Frozen

Answer = TypeVar("Answer")

UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
#: Name, service and secret: how Notify writes a key.
KEY: Final = re.compile(rf"[\w-]{{1,80}}-{UUID}-{UUID}", re.IGNORECASE)
NOTIFY_URL: Final = "https://api.notifications.service.gov.uk"
AT_ONCE: Final = 4
#: The fields of a request that hold where the letter goes, as its refusal names them.
RECIPIENTS: Final = ("email_address", "phone_number")
TOO_LARGE: Final = 413


class NotifyAccount(Frozen):
    """A service at Notify. `timeout`: of each wait for the network, in seconds.

    A template that is None leaves its channel unserved.
    """

    key: SecretStr
    url: str = NOTIFY_URL
    email_template: str | None = None
    text_template: str | None = None
    timeout: float = Field(default=30.0, gt=0)

    @field_validator("key")
    @classmethod
    def _as_notify_writes_it(cls, key: SecretStr) -> SecretStr:
        if not KEY.fullmatch(key.get_secret_value()):
            raise ValueError("write the whole key as Notify shows it: name-service-key")
        return key


class Notify:
    """Calls to the service, a few at a time, in threads of their own.

    The program's other threads write the record: slow mail must not take them.
    """

    def __init__(self, account: NotifyAccount) -> None:
        self.account = account
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="notify")

    async def call(self, ask: Callable[[NotificationsAPIClient], Answer]) -> Answer:
        """What `ask` gets. Raises Refusal or Unavailable, with a code of ours."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._call, ask)

    def close(self) -> None:
        """Let go of the threads. What is under way comes to its own end."""
        self._threads.shutdown(wait=False)

    def _call(self, ask: Callable[[NotificationsAPIClient], Answer]) -> Answer:
        client = NotificationsAPIClient(
            self.account.key.get_secret_value(),
            base_url=self.account.url,
            timeout=self.account.timeout,
        )
        try:
            return ask(client)
        except APIError as error:
            raise fate(error) from None
        finally:
            client.request_session.close()


def fate(error: APIError) -> Refusal | Unavailable:
    """What an error means for the letter: no for good, or it may be tried again.

    Too many at once, a key or a clock that is off, a fault of theirs, a network that
    fails: none of them is the letter's. The rest of what the service turns down is.
    """
    if isinstance(error, InvalidResponse):
        return Unavailable("carrier-unusable")
    if error.response is None:
        timed_out = isinstance(error.__cause__, Timeout)
        return Unavailable("carrier-timed-out" if timed_out else "carrier-unreachable")
    if error.status_code == TOO_LARGE:
        return Refusal("message-refused")
    if error.status_code != 400:
        return Unavailable(f"carrier-said-{error.status_code}")
    return Refusal("address-invalid" if _of_the_address(error) else "message-refused")


def _of_the_address(error: APIError) -> bool:
    """Notify begins the sentence with the name of the field that it turns down."""
    told = error.message if isinstance(error, HTTPError) else None
    listed = told if isinstance(told, list) else []
    said = [str(each.get("message", "")) for each in listed if isinstance(each, dict)]
    return any(sentence.startswith(RECIPIENTS) for sentence in said)
