import sys
from pathlib import Path

import pytest

from clerk_app.app.memory import give_back

_BLOCKS = 4000
_BLOCK = 16_000  # bytes: below the size that glibc takes from the system one by one


def _resident() -> int:
    """KiB of this process in memory."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_freed_memory_is_given_back() -> None:
    blocks = [bytearray(_BLOCK) for _ in range(_BLOCKS)]
    kept = [bytearray(_BLOCK)]  # at the end of the heap, so that it cannot shrink by itself
    del blocks
    held = _resident()
    give_back()
    assert held - _resident() > _BLOCKS * _BLOCK // 1024 // 2
    assert len(kept) == 1


def test_to_give_back_twice_is_harmless() -> None:
    give_back()
    give_back()
