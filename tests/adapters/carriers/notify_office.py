"""GOV.UK Notify on the loopback, as far as we speak to it, for tests.

It checks every token as the real service does, keeps what it takes, and says what it is
told to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from notifications_python_client.authentication import decode_jwt_token, decode_token
from pydantic import SecretStr
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from adapters.carriers.notify import NotifyPost
from adapters.carriers.notify_account import Notify, NotifyAccount
from tests.dates import instant

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"smoke_test-{SERVICE}-{SECRET}"
EMAIL_TEMPLATE = "217a419e-6a7d-482a-9596-718b889dffce"
TEXT_TEMPLATE = "ce26785a-09ab-464e-9840-7a37497a5750"
BODY = "((body)) ((document)) ((document_2)) ((Document 3)) ((document-4))"
FIRST = instant("Mon 2027-01-04 08:00Z")


@dataclass
class NotifyOffice:
    """`trouble`: its answer to whatever is sent next. `status`: of what it took."""

    notify: Notify
    post: NotifyPost
    template: dict[str, object] = field(
        default_factory=lambda: {"subject": "((subject))", "body": BODY}
    )
    status: str = "sending"
    trouble: Response | None = None
    listing: Response | None = None
    sent: list[dict[str, object]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    asked_for: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        """What the service says, once the token was found to be good."""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        assert decode_jwt_token(token, SECRET)
        assert decode_token(token)["iss"] == SERVICE
        self.tokens.append(token)
        if request.path.startswith("/v2/template/"):
            return _json(self.template)
        if request.method == "GET":
            return self.listing or self._list(request.args["reference"])
        return self._take(request)

    def _take(self, request: Request) -> Response:
        if self.trouble is not None:
            return self.trouble
        self.sent.append(json.loads(request.data))
        self.paths.append(request.path)
        return _json({"id": f"n-{len(self.sent)}"}, 201)

    def _list(self, reference: str) -> Response:
        self.asked_for.append(reference)
        found = [
            {
                "id": f"n-{number}",
                "status": self.status,
                "reference": reference,
                "email_address": "marguerite@home.example",
                "created_at": (FIRST + timedelta(minutes=number)).isoformat(),
            }
            for number, each in enumerate(self.sent, start=1)
            if each["reference"] == reference
        ]
        return _json({"notifications": found[::-1], "links": {}})


def refused(field: str, code: int = 400) -> Response:
    """How Notify turns something down; its words hold what was sent."""
    errors = [
        {"error": "ValidationError", "message": f"{field} is no good: marguerite"}
    ]
    return _json({"status_code": code, "errors": errors}, code)


def _json(body: object, code: int = 200) -> Response:
    return Response(json.dumps(body), code, content_type="application/json")


@contextmanager
def at_notify(
    timeout: float = 5.0, texts: bool = True, url: str | None = None
) -> Iterator[NotifyOffice]:
    """The office, open. `url`: somewhere else, where nobody may be."""
    with HTTPServer(host="127.0.0.1") as server:
        account = NotifyAccount(
            key=SecretStr(KEY),
            url=url or server.url_for("/"),
            email_template=EMAIL_TEMPLATE,
            text_template=TEXT_TEMPLATE if texts else None,
            timeout=timeout,
        )
        notify = Notify(account)
        office = NotifyOffice(notify, NotifyPost(notify))
        everything = server.expect_request(re.compile("/v2/.*"))
        everything.respond_with_handler(office.answer)
        yield office
        notify.close()
        server.check()
