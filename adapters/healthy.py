"""Whether something answers: `python -m adapters.healthy PORT PATH`. Exit 0 or 1."""

from __future__ import annotations

import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4.0


def answers(port: int, path: str) -> bool:
    """Whether a page of this machine's own is there."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 300
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not answers(int(sys.argv[1]), sys.argv[2]))
