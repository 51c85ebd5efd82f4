"""What the line costs a counter that has not yet used it."""

from __future__ import annotations

import subprocess
import sys


def test_the_line_comes_without_the_command_line_of_its_library() -> None:
    code = "import sys; import clerk_app.carriers.https; sys.exit('rich' in sys.modules or 'click' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
