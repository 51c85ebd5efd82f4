"""The first window asks for little: what the clerk does not see yet is not imported for it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("sqlalchemy", "httpx", "cryptography", "msgspec", "starlette", "PIL", "typst", "babel", "keyring", "escpos")


def test_sign_in_and_shell_import_no_heavy_library() -> None:
    wanted = "import clerk_app.ui.screens.sign_in, clerk_app.ui.window, clerk_app.ui.shell, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", wanted], capture_output=True, text=True, timeout=60, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert loaded.isdisjoint(HEAVY)
