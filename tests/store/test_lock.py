from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.store.lock import FileLock

HOLDER = "import sys; from pathlib import Path; from clerk_app.store.lock import FileLock; lock = FileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"  # noqa: E501


def test_a_second_copy_is_told_so(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "desk.lock")
    with pytest.raises(Unavailable, match="second_copy"):
        FileLock(tmp_path / "desk.lock")
    lock.release()
    FileLock(tmp_path / "desk.lock").release()


def test_another_process_holds_it_until_it_dies(tmp_path: Path) -> None:
    path = tmp_path / "desk.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Unavailable, match="second_copy"):
            FileLock(path)
        holder.kill()
        holder.wait(timeout=10)
    FileLock(path).release()
