"""No file carries a trace of one machine, nor Python a fault hidden from sight.

A plant below is broken by a bar, taken out before use, so that it is not itself found.
"""

from __future__ import annotations

import re

import pytest

from tests.house.project import ROOT, held, text

ANYWHERE = {
    "a path of one machine": r"(?<![\w.~-])/(home|root|work|farm|Users)/[\w.-]"
    r"|[A-Z]:\\Users\\|/opt/(pypi|wheels)",
    "a registry's address": r"pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)"
    r"|/[s]imple/",
    "a registry's setting": r"\b(extra[-_])?index[-_]url\b",
    "a lock entry with its address": r'"resolved"\s*:',
}
PYTHON = {
    "a module let through the sandbox by hand": r"imports_passed[_]through",
    "an ignore that does not say what": r"#\s*type:\s*ignore(?!\[)|#\s*noqa(?!:)",
    "an except that catches everything": r"^[ \t]*except\s*:",
    "an error that is swallowed": r"except\s+\(?(Base)?Exception\b[^\n]*:"
    r"(\s*#[^\n]*)*\s*(pass|\.\.\.)\s*$|suppress\(\s*(Base)?Exception\b",
    "a test that is not run": r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b",
    "a bug that would end a case": (
        r"failure_exception_types\s*=\s*[\[(]\s*(Base)?Exception\b"
    ),
}


def faults(source: str, name: str) -> list[str]:
    """Each fault of one file as `name:line what`."""
    bans = ANYWHERE | PYTHON if name.endswith(".py") else ANYWHERE
    return [
        f"{name}:{source.count(chr(10), 0, match.start()) + 1} {what}"
        for what, pattern in bans.items()
        for match in re.finditer(pattern, source, re.MULTILINE)
    ]


def test_no_file_of_the_project_has_a_fault() -> None:
    texts = ((name, text(ROOT / name)) for name in held())

    assert [fault for name, body in texts for fault in faults(body or "", name)] == []


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("cd /|home/me/vigil", "a path of one machine"),
        ("data = '/|root/.vigil'", "a path of one machine"),
        ("see file:///|Users/me/case", "a path of one machine"),
        ("C:|\\Users\\me", "a path of one machine"),
        ("https://py|pi.org/project/x", "a registry's address"),
        ("https://mirror.test/sim|ple/rich", "a registry's address"),
        ("--extra-index|-url https://mirror.test", "a registry's setting"),
        ("index|_url = mirror", "a registry's setting"),
        ('{"resol|ved": "x"}', "a lock entry with its address"),
        (
            "with unsafe.imports_passed|_through():",
            "a module let through the sandbox by hand",
        ),
        ("x = y()  # type: |ignore", "an ignore that does not say what"),
        ("import os  # no|qa", "an ignore that does not say what"),
        ("    except|:\n        log()", "an except that catches everything"),
        ("except Exc|eption:\n    pass", "an error that is swallowed"),
        (
            "except Exc|eption as error:  # so what\n    # never mind\n    ...",
            "an error that is swallowed",
        ),
        ("with suppress(Exc|eption):", "an error that is swallowed"),
        ("@py|test.mark.skip", "a test that is not run"),
        ("py|test.importorskip('typst')", "a test that is not run"),
        ("failure_exception|_types=[Exception]", "a bug that would end a case"),
    ],
)
def test_a_planted_fault_is_found(planted: str, what: str) -> None:
    assert faults("\n" + planted.replace("|", ""), "f.py") == [f"f.py:2 {what}"]


@pytest.mark.parametrize(
    "lawful",
    [
        "https://www.legislation.gov.uk/home/index",
        "docs/work/plan.md and ./home/x",
        "the terms are resolved once",
        "x = y()  # type: ignore[attr-defined]",
        "import os  # noqa: F401",
        "except Refused:\n    pass_on()",
        "except Exception as error:\n    raise Undeliverable from error",
        "failure_exception_types=[Unreadable]",
    ],
)
def test_lawful_text_is_left_alone(lawful: str) -> None:
    assert faults(lawful, "f.py") == []


def test_prose_may_name_what_python_may_not_do() -> None:
    assert faults("Never write # type: |ignore".replace("|", ""), "f.md") == []
