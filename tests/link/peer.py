"""How other programs send the same requests, each from the line: a POST each, or gzip batches, on one kept connection.

``python -m tests.link.peer URL ROWS AT_ONCE MOST`` sends at most so many rows, so many in a body (packed from two on),
and prints one line of JSON: seconds, and how many were sent.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
from itertools import batched
from pathlib import Path

import httpx

_PATIENCE = 120.0


def main() -> int:
    """Send, and say how long it took."""
    url, file, at_once, most = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    rows = file.read_bytes().splitlines()[:most]
    packed = {"Content-Encoding": "gzip"} if at_once > 1 else {}
    began = time.monotonic()
    with httpx.Client(timeout=_PATIENCE, trust_env=False, headers={"Content-Type": "application/json"}) as client:
        for part in batched(rows, at_once):
            body = b"[" + b",".join(row[1:-1] for row in part) + b"]"
            content = gzip.compress(body, 9) if packed else body
            client.post(f"{url}/requests", content=content, headers=packed).raise_for_status()
    sys.stdout.write(json.dumps({"seconds": time.monotonic() - began, "sent": len(rows)}) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
