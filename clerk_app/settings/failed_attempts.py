"""How long a clerk waits after wrong passwords, counted by clocks that nobody can set.

The wall clock has no say. Time counts while the machine runs: a wait that a restart interrupts begins anew, whole.
"""

from __future__ import annotations

import msgspec

from clerk_app.domain.journal import Stamp

FREE_ATTEMPTS = 2
FIRST_WAIT = 4
LONGEST_WAIT = 900


class Failures(msgspec.Struct, frozen=True):
    """Wrong passwords in a row, and when (boot, milliseconds of its monotonic clock) the wait for the last began."""

    count: int = 0
    boot: bytes = b""
    mono: int = 0

    def another(self, now: Stamp) -> Failures:
        """One more, from now on."""
        return Failures(self.count + 1, now.boot, now.mono)

    def carried_over(self, now: Stamp) -> Failures:
        """The same count in this run of the machine: the wait begins anew where the run, or its clock, is another."""
        if self.boot == now.boot and self.mono <= now.mono:
            return self
        return Failures(self.count, now.boot, now.mono)

    def remaining(self, now: Stamp) -> int:
        """Whole seconds still to wait, by the same run of the machine; 0 means that the next attempt may come."""
        waited = now.mono - self.mono
        return max(0, -(-(1000 * wait_after(self.count) - waited) // 1000))


def wait_after(count: int) -> int:
    """Seconds to wait after so many failures in a row: none for the first two, then doubling up to a quarter hour."""
    if count <= FREE_ATTEMPTS:
        return 0
    return min(FIRST_WAIT << min(count - FREE_ATTEMPTS - 1, 16), LONGEST_WAIT)
