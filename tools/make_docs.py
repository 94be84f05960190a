"""Make what is generated from the models and rulebooks, or check that it is current.

python -m tools.make_docs           write schemas/ and the generated pages of docs/
python -m tools.make_docs --check   say what is stale; exit 1
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tools import (
    coverage_page,
    deadline_page,
    request_page,
    roles_page,
    rule_marks,
    schemas,
)

ROOT = Path(__file__).resolve().parents[1]


@cache
def generated() -> Mapping[str, str]:
    """Every generated file by its path from the root, with its text; made once."""
    tests = rule_marks.marks()
    return {
        "schemas/intake.v1.json": _json(schemas.intake_schema()),
        "schemas/requests.v1.json": _json(schemas.requests_schema()),
        "rulebook/shown_by.json": _json(dict(tests)),
        "docs/coverage.md": coverage_page.page(tests),
        "docs/requests.md": request_page.page(),
        "docs/deadlines.md": deadline_page.page(),
        "docs/roles.md": roles_page.page(),
    }


def stale(root: Path) -> list[str]:
    """The generated files that are not what would be made now."""
    return [
        path
        for path, text in generated().items()
        if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        old = stale(ROOT)
        for path in old:
            sys.stderr.write(f"{path} is not current: run python -m tools.make_docs\n")
        return 1 if old else 0
    for path, text in generated().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
