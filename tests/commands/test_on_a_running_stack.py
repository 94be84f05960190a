"""The whole of Vigil on one machine, from the command line, as people use it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.commands.referral import child, data, enquiry, raw, referral

ROOT = Path(__file__).resolve().parents[2]
UP_WITHIN, COMMAND_WITHIN, STOPPED_WITHIN = 120.0, 60.0, 60.0
CASE, KEY = "T-2026-0027", "initial-conference/enquiry-1/child-1"
UNDATED = "T-2026-0028"
SAMPLES = sorted((ROOT / "samples" / "intake").glob("*.json"))
STAFF = ("social-worker", "authorised-manager", "chair")
CHILDREN = ["child-1", "child-2"]
ASKS = {
    "kind": "request-delay",
    "id": "test#1",
    "by": {"person": "social-worker", "role": "social-worker"},
    "delay": "delay-1",
    "children": ["child-1", "child-2"],
    "reasons": "The chair is ill.",
    "proposed_on": "2090-12-01",
}

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(300)]


def household(rulebook: str) -> dict[str, Any]:
    """Two children, and an enquiry that began on Thu 29 October 2026."""
    discussions = [{"ref": "discussion-1", "held_at": "2026-10-29T10:00:00Z"}]
    about = enquiry(
        children=CHILDREN,
        discussions=discussions,
        concluded_at="2026-10-30T14:00:00Z",
        at_risk=CHILDREN,
    )
    return data(
        rulebook=rulebook,
        children=[child(ref=ref) for ref in CHILDREN],
        people=[_professional(ref) for ref in STAFF],
        roles=[{"role": ref, "person": ref} for ref in STAFF],
        enquiries=[about],
    )


def _professional(ref: str) -> dict[str, str]:
    return {
        "ref": ref,
        "name": "Sam Sample",
        "kind": "professional",
        "relation": ref,
        "email": f"{ref}@council.example.org",
    }


SUSSEX = raw(referral(id="sx", subject=CASE, data=household("pan-sussex")))
GUERNSEY = raw(referral(id="gy", subject=UNDATED, data=household("guernsey")))


class Vigil:
    """An installation in a folder of its own, asked through its command line."""

    def __init__(self, home: Path, **told: str) -> None:
        given = {k: v for k, v in os.environ.items() if not k.startswith("VIGIL_")}
        ours = {"VIGIL_HOME": str(home), "COLUMNS": "80", **told}
        self._environment = given | ours
        self.home = home

    def ask(
        self, *arguments: str, given: bytes = b""
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "starter.py", *arguments],
            cwd=ROOT,
            env=self._environment,
            input=given,
            capture_output=True,
            timeout=COMMAND_WITHIN,
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def json(self, *arguments: str, given: bytes = b"") -> Any:
        done = self.ask(*arguments, "--json", given=given)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def up(self) -> subprocess.Popen[bytes]:
        with (self.home / "said.txt").open("wb") as said:
            return subprocess.Popen(
                [sys.executable, "starter.py", "up"],
                cwd=ROOT,
                env=self._environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return (self.home / "said.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def vigil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vigil]:
    """Running, with the sample families in it; told to stop at the end."""
    asked = Vigil(tmp_path_factory.mktemp("home"))
    running = asked.up()
    try:
        _wait_for(asked, running)
        for given in (SUSSEX, GUERNSEY):
            assert asked.json("intake", "-", given=given)[0]["became"] == "started"
        yield asked
    finally:
        running.send_signal(signal.SIGTERM)
        ended = running.wait(STOPPED_WITHIN)
    assert ended == 0
    assert "Vigil has stopped." in asked.said
    nobody = os.environ["VIGIL_TEMPORAL_ADDRESS"]
    _down(Vigil(asked.home, VIGIL_TEMPORAL_ADDRESS=nobody))


def _wait_for(asked: Vigil, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + UP_WITHIN
    while "Ctrl-C stops it" not in asked.said:
        assert running.poll() is None, asked.said
        assert time.monotonic() < deadline, asked.said
        time.sleep(0.2)


def _down(asked: Vigil) -> None:
    """When it is down the record can still be read, and the rest ends with 3."""
    assert not (asked.home / "stack.json").exists()
    assert asked.ask("cases").returncode == 0
    assert asked.ask("history", CASE).returncode == 0
    shown = asked.ask("case", CASE)
    assert (shown.returncode, CASE in shown.stdout) == (0, True)
    assert "last put on record" in shown.stderr.replace("\n", " ")
    for command in (("why", CASE, KEY), ("submit", CASE, "-"), ("doctor",)):
        given = json.dumps(ASKS | {"id": "test#9"}).encode()
        assert asked.ask(*command, given=given).returncode == 3


def test_the_sample_families_are_on_the_caseload(vigil: Vigil) -> None:
    refs = {json.loads(file.read_text("utf-8"))["subject"] for file in SAMPLES}

    assert {line["case"] for line in vigil.json("cases")} >= {*refs, CASE, UNDATED}
    assert refs <= set(re.findall(r"\w\w-\d{4}-\d{4}", vigil.said))
    overdue = vigil.json("cases", "--overdue")
    assert CASE in {line["case"] for line in overdue}
    assert all(duty["missed"] for line in overdue for duty in line["open"])
    york = vigil.json("cases", "--rulebook", "york")
    assert {line["rulebook"] for line in york} == {"york"}


def test_it_says_where_to_look(vigil: Vigil) -> None:
    assert re.search(r"Temporal's web page +http://127\.0\.0\.1:\d+", vigil.said)
    assert (vigil.home / "mail").is_dir()
    assert "vigil case REF" in vigil.said


def test_a_second_one_in_the_same_folder_is_told_so(vigil: Vigil) -> None:
    again = vigil.ask("up", "--once")

    assert again.returncode == 2
    assert "already running here" in again.stderr.replace("\n", " ")


def test_the_same_referral_again_does_nothing_and_says_so(vigil: Vigil) -> None:
    told = vigil.json("intake", "-", given=SUSSEX)

    assert [each["became"] for each in told] == ["known already: nothing was done"]


def test_a_referral_starts_one_case_and_its_likes_are_refused(vigil: Vigil) -> None:
    first = vigil.json("intake", "-", given=raw(referral()))
    other = vigil.ask("intake", "-", "--json", given=raw(referral(id="another")))
    changed = vigil.ask(
        "intake", "-", "--json", given=raw(referral(time="2026-11-02T11:00:00Z"))
    )
    again = vigil.ask("intake", "-", "--json", given=raw(referral(id="another")))

    assert first[0]["became"] == "started"
    assert [_code(each) for each in (other, changed, again)] == [
        (1, "case-exists"),
        (1, "event-id-reused"),
        (1, "case-exists"),
    ]


def _code(done: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    return done.returncode, json.loads(done.stdout)[0]["code"]


def test_a_case_is_shown_with_its_children_and_what_is_due(vigil: Vigil) -> None:
    view = vigil.json("case", CASE)
    shown = vigil.ask("case", CASE).stdout

    assert {child["ref"] for child in view["children"]} == {"child-1", "child-2"}
    assert KEY in {duty["key"] for duty in view["duties"]}
    assert "child-1, child-2" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80
    unknown = vigil.ask("case", "NOBODY-1")
    assert (unknown.returncode, "NOBODY" in unknown.stderr) == (2, False)


def test_a_date_is_proved_in_words_with_each_day_not_counted(vigil: Vigil) -> None:
    because = vigil.json("why", CASE, KEY)
    shown = " ".join(vigil.ask("why", CASE, KEY).stdout.split())

    assert because["proof"]["due_on"] == because["due_on"] == "2026-11-19"
    assert because["ids"][0] == "SX-21"
    assert "Due by the end of Thursday 19 November 2026: 15 working days" in shown
    assert "Saturday 31 October 2026 Saturday" in shown
    assert vigil.ask("why", CASE, "initial-conference").returncode == 2
    assert vigil.ask("why", CASE, "nothing").returncode == 2


def test_what_has_no_time_says_so_and_how_long_it_is_open(vigil: Vigil) -> None:
    told = vigil.ask("why", UNDATED, "decide-on-conference").stdout

    assert re.search(
        r"The procedures set no time for this. It has been open \d+ days?\.", told
    )


def test_a_delay_is_asked_for_answered_by_signal_and_on_record(vigil: Vigil) -> None:
    asked = vigil.json("submit", CASE, "-", given=_soon(ASKS))
    assert vigil.json("submit", CASE, "-", given=_soon(ASKS))[0]["repeated"]
    other = vigil.ask("submit", CASE, "-", given=_soon(ASKS | {"reasons": "Other."}))
    approve = ("approve-delay", CASE, *_answer())
    by_the_asker = vigil.ask(*approve, "--by", "social-worker")
    agreed = vigil.json(*approve, "--by", "authorised-manager")
    again = vigil.json(*approve, "--by", "authorised-manager")
    refused = vigil.ask(
        *("refuse-delay", CASE, "--delay", "delay-1", "--reasons", "No."),
        *("--by", "authorised-manager"),
    )

    assert asked[0]["case"] == CASE
    assert (other.returncode, "other content" in other.stderr) == (1, True)
    assert by_the_asker.returncode == 1
    assert (agreed["taken"], agreed["repeated"], again["repeated"]) == (1, 0, 1)
    assert refused.returncode == 1
    assert "delay answered" in refused.stderr
    _is_on_record(vigil)


def _is_on_record(vigil: Vigil) -> None:
    held = vigil.json("history", CASE)
    shown = " ".join(vigil.ask("history", CASE).stdout.split())

    kinds = [row["kind"] for row in held]
    assert {"delay-requested", "delay-approved", "request-refused"} <= set(kinds)
    assert [row["no"] for row in held] == list(range(1, len(held) + 1))
    assert "It says why it is late and what keeps the child safe." in shown
    assert "told " in shown
    assert "does not move the date" in " ".join(
        vigil.ask("why", CASE, KEY).stdout.split()
    )


def _answer() -> tuple[str, ...]:
    tomorrow, agreed = _ahead(1), _ahead(9)
    return (
        *("--delay", "delay-1", "--document", "Letter 7", "--reasons", "Chair ill."),
        *("--safeguard", "child-1=Seen daily.", "--safeguard", "child-2=Seen daily."),
        *("--checker", "social-worker", "--first-check-on", tomorrow),
        *("--agreed-on", agreed),
    )


def _soon(request: dict[str, Any]) -> bytes:
    return json.dumps(request | {"proposed_on": _ahead(9)}).encode()


def _ahead(days: int) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * 86_400))


@pytest.mark.parametrize(
    "given",
    [b"", b"{", b'{"kind": "nonsense"}', b'{"kind": "close-case", "id": "x#1"}'],
)
def test_a_request_that_cannot_be_read_ends_with_2(vigil: Vigil, given: bytes) -> None:
    assert vigil.ask("submit", CASE, "-", given=given).returncode == 2


def test_a_request_about_another_case_is_not_sent(vigil: Vigil) -> None:
    event = referral(type="uk.vigil.request.close-case.v1")

    done = vigil.ask("submit", CASE, "-", given=raw(event))

    assert (done.returncode, done.stderr.startswith("subject: ")) == (2, True)


def test_a_check_up_finds_every_clock_ticking_and_nothing_wrong(vigil: Vigil) -> None:
    found = {each["about"]: each for each in vigil.json("doctor")}

    assert found["temporal"]["grade"] == found["clocks"]["grade"] == "good"
    assert found["keys"]["grade"] == "mind"
    workers = [each for about, each in found.items() if about.startswith("worker")]
    assert [each["grade"] for each in workers] == ["good"] * 3
