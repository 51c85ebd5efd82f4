"""What went by which carrier and what became of it, in memory: told of, and never waited for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace

from clerk_app.contract.answers import Answers
from clerk_app.ports.line_record import Carrier, Fate, Passed
from clerk_app.ports.outbox import Cut
from clerk_app.sync.cutting import last_number

MOST = 200
_REQUEST = "request.received"
_STOPPED = frozenset({"held", "refused"})


class Unrecorded:
    """The port ``Passes`` where nobody wants to know."""

    def given(self, carrier: Carrier, cut: Cut, size: int) -> None:
        """Nothing."""

    def cut_off(self, carrier: Carrier) -> None:
        """Nothing."""

    def left(self, carrier: Carrier) -> None:
        """Nothing."""


UNRECORDED = Unrecorded()


class PassedLog:
    """The port ``Passes``, and what screens read; safe from any thread. ``now`` in microseconds UTC."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._passed: OrderedDict[int, Passed] = OrderedDict()
        self._seqs: dict[int, frozenset[int]] = {}
        self._last = 0
        self._new: set[int] = set()
        self._gone: set[int] = set()

    def recover(self, kept: Iterable[Passed]) -> None:
        """Go on from what is on disk; what was under way when the program ended has to go again."""
        with self._lock:
            for one in kept:
                self._put(replace(one, fate="cut") if one.fate == "sent" else one, new=one.fate == "sent")

    def unsaved(self) -> tuple[list[Passed], list[int]]:
        """What is new or otherwise since the last call, and the numbers of what was forgotten."""
        with self._lock:
            new, gone = [self._passed[number] for number in sorted(self._new)], sorted(self._gone)
            self._new, self._gone = set(), set()
        return new, gone

    def newest(self, limit: int) -> tuple[Passed, ...]:
        """What went last, newest first."""
        with self._lock:
            return tuple(self._passed.values())[: -limit - 1 : -1]

    def given(self, carrier: Carrier, cut: Cut, size: int) -> None:
        """A parcel of so many bytes was given to a carrier; the same numbers by it again take the place of before."""
        requests = sum(entry.header.kind == _REQUEST for entry in cut.entries)
        with self._lock:
            tries = 1 + self._drop(lambda one: (one.carrier, one.first) == (carrier, cut.first))
            made = self._made(carrier, entries=len(cut.entries), requests=requests, size=size)
            self._put(replace(made, first=cut.first, last=last_number(cut), tries=tries))
            self._seqs[made.number] = frozenset(entry.header.seq for entry in cut.entries)

    def cut_off(self, carrier: Carrier) -> None:
        """What was given to it and not answered must go again."""
        self._turn(carrier, "cut")

    def left(self, carrier: Carrier) -> None:
        """It has what was given to it."""
        self._turn(carrier, "left")

    def taken_along(self, entries: int, requests: int, size: int) -> None:
        """A stick was filled; one that was not answered is filled anew."""
        with self._lock:
            tries = 1 + self._drop(lambda one: one.carrier == "stick" and one.fate == "left")
            made = self._made("stick", entries=entries, requests=requests, size=size)
            self._put(replace(made, fate="left", tries=tries))

    def brought(self, stopped: int) -> None:
        """The answer to a stick is in."""
        with self._lock:
            for one in list(self._passed.values()):
                if one.carrier == "stick" and one.fate == "left":
                    self._put(replace(one, fate="answered", answered=self._now(), stopped=stopped))

    def answered(self, answers: Answers) -> None:
        """The centre has spoken, by whatever carrier."""
        stopped = {result.seq for result in answers.results if result.outcome in _STOPPED}
        with self._lock:
            had = [
                one
                for one in self._passed.values()
                if one.first and one.fate != "answered" and one.last <= answers.have
            ]
            for one in had:
                count = len(self._seqs.pop(one.number, frozenset()) & stopped)
                changes = len(answers.changes) if one is had[-1] else 0
                self._put(replace(one, fate="answered", answered=self._now(), stopped=count, changes=changes))

    def _made(self, carrier: Carrier, *, entries: int, requests: int, size: int) -> Passed:
        self._last += 1
        return Passed(
            number=self._last, at=self._now(), carrier=carrier, entries=entries, requests=requests, bytes=size
        )

    def _put(self, one: Passed, *, new: bool = True) -> None:
        self._passed[one.number] = one
        self._last = max(self._last, one.number)
        if new:
            self._new.add(one.number)
        while len(self._passed) > MOST:
            self._forget(next(iter(self._passed)))

    def _drop(self, which: Callable[[Passed], bool]) -> int:
        """Forget what is unanswered and goes anew; how often it went."""
        tries = 0
        for one in [one for one in self._passed.values() if one.fate != "answered" and which(one)]:
            tries = max(tries, one.tries)
            self._forget(one.number)
        return tries

    def _forget(self, number: int) -> None:
        del self._passed[number]
        self._seqs.pop(number, None)
        self._new.discard(number)
        self._gone.add(number)

    def _turn(self, carrier: Carrier, fate: Fate) -> None:
        with self._lock:
            for one in list(self._passed.values()):
                if one.carrier == carrier and one.fate == "sent":
                    self._put(replace(one, fate=fate))
