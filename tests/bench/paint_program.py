"""One start of the program from its own command line: ``python -m tests.bench.paint_program ROOT``."""

from __future__ import annotations

import sys

from clerk_app.__main__ import main
from tests.bench.first_paint import watched

if __name__ == "__main__":
    application, ear = watched()
    main(["run", "--root", sys.argv[1], "--demo-vault"])
