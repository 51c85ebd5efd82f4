"""One start of the program from its own command line: ``python -m tests.bench.paint_program ROOT``.

Nothing is imported in another order than the program does it; the application is its own, made a moment early.
"""

from __future__ import annotations

import sys

from clerk_app.__main__ import main
from clerk_app.app.start import make_application

if __name__ == "__main__":
    application = make_application()
    from tests.bench.first_paint import FirstPaint

    eye = FirstPaint()
    main(["run", "--root", sys.argv[1], "--demo-vault"])
