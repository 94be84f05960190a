"""Size caps. What reaches its cap holds two ideas: find their two names.

A function is measured by its body without its docstring: what is said about it
costs nothing, and neither do its parameters. A class is measured whole.
"""

from __future__ import annotations

import ast

import pytest

from tests.house.project import ROOT, python

FILE, FUNCTION, RUN, WORKFLOW = 250, 25, 12, 120
Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef


def over(source: str, name: str) -> list[str]:
    """Everything in one file that is longer than its cap, in words."""
    sizes = [(f"{name}", len(source.splitlines()), FILE)]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            cap = RUN if _marked(node, "workflow.run") else FUNCTION
            sizes.append((f"{name}:{node.lineno} {node.name}", _body(node), cap))
        elif isinstance(node, ast.ClassDef) and _marked(node, "workflow.defn"):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            sizes.append((f"{name}:{node.lineno} {node.name}", size, WORKFLOW))
    return [
        f"{what} has {size} lines; the cap is {cap}"
        for what, size, cap in sizes
        if size > cap
    ]


def _body(node: Function) -> int:
    documented = ast.get_docstring(node, clean=False) is not None
    statements = node.body[1:] if documented else node.body
    if not statements:
        return 0
    return (node.end_lineno or node.lineno) - statements[0].lineno + 1


def _marked(node: Named, decorator: str) -> bool:
    return any(
        ast.unparse(mark).split("(")[0] == decorator for mark in node.decorator_list
    )


@pytest.mark.parametrize("name", python())
def test_nothing_is_longer_than_its_cap(name: str) -> None:
    assert over((ROOT / name).read_text(encoding="utf-8"), name) == []


def function(lines: int, head: str = "def decide():", indent: str = "    ") -> str:
    return f"{head}\n" + f"{indent}pass\n" * lines


def method(lines: int, mark: str) -> str:
    head = f"class Case:\n    @{mark}\n    async def run(self):"
    return function(lines, head, indent=" " * 8)


def workflow(lines: int, mark: str = "@workflow.defn(name='case')") -> str:
    return f"{mark}\nclass Case:\n" + "    x = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\n" * 251, ["f.py has 251 lines; the cap is 250"]),
        ("x = 1\n" * 250, []),
        (function(26), ["f.py:1 decide has 26 lines; the cap is 25"]),
        (function(25), []),
        (function(26, "async def decide():"), ["f.py:1 decide has 26 lines; "]),
        (method(13, "workflow.run"), ["f.py:3 run has 13 lines; the cap is 12"]),
        (method(12, "workflow.run"), []),
        (method(13, "workflow.query"), []),
        (workflow(121), ["f.py:2 Case has 121 lines; the cap is 120"]),
        (workflow(120), []),
        (workflow(121, "@dataclass"), []),
    ],
)
def test_a_thing_over_its_cap_is_named_and_a_thing_at_its_cap_is_not(
    source: str, said: list[str]
) -> None:
    found = over(source, "f.py")

    assert len(found) == len(said)
    assert all(was.startswith(wanted) for was, wanted in zip(found, said, strict=True))


def test_a_docstring_costs_a_function_nothing() -> None:
    docstring = '    """' + "words\n    " * 30 + '"""\n'

    assert over("def decide():\n" + docstring + "    pass\n" * 25, "f.py") == []
    assert over("def decide():\n" + docstring, "f.py") == []
    assert len(over("def decide():\n" + docstring + "    pass\n" * 26, "f.py")) == 1
