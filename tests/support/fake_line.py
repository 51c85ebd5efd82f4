"""The port ``Line`` to a model centre in the same process, with faults at will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from clerk_app.contract.exchange import Taken
from clerk_app.domain.errors import CounterError, Refused, Unavailable
from tests.support.hand_moved_pulse import PATIENCE, Watch
from tests.support.model_centre import ModelCentre


class FakeLine:
    """``fault`` meets everyone who dials; ``carries`` parcels arrive until the line is silent (none: all do).

    A stream with ``hold`` stays open until it is released or the line is cut; ``deaf`` swallows answers. With
    ``refuses_late`` a request of which a parcel is refused takes for ever. One that ``holds_bodies`` takes everything
    that is streamed and passes nothing on; one that ``holds_answers`` keeps those of a held stream.
    """

    def __init__(self, centre: ModelCentre, watch: Watch) -> None:
        self.centre = centre
        self.watch = watch
        self.fault: CounterError | None = None
        self.send_fault: CounterError | None = None
        self.stream_fault: CounterError | None = None
        self.carries: int | None = None
        self.deaf = False
        self.refuses_late = self.holds_bodies = self.holds_answers = False
        self.insert: list[bytes] = []
        self.dialled: list[tuple[str, int]] = []
        self.spared = 0
        self.cuts = 0
        self.silent = False
        self._released = False
        self._sockets = 0

    def send(self, parcels: Iterator[bytes]) -> None:
        for raw in parcels:
            self._dial("send", 0)
            if self.stream_fault is not None:
                raise self.stream_fault
            if self.send_fault is not None:
                raise self.send_fault
            if not self.holds_bodies:
                self._carry(raw)
        if self.holds_bodies:
            self._silence()

    def carry(self, parcels: Sequence[bytes]) -> list[Taken]:
        for raw in parcels:
            self._dial("carry", 0)
            if self.send_fault is not None:
                raise self.send_fault
            self._carry(raw)
        return []

    def answers(self, position: int, have: int, hold: int, reference: int = 0) -> Iterator[bytes]:
        cuts, told = self.cuts, None  # before it is seen to be dialled: a cut of those who saw it counts
        self._dial("answers", hold)
        if reference and (position, have, reference) == (len(self.centre.feed), self.centre.have, self.centre.revision):
            self.spared += 1
            return
        while True:
            said = self._said()
            if said != told and not self.deaf and not (hold and self.holds_answers):
                told = said
                yield from [*self.insert, self.centre.answer(position)]
                self.insert.clear()
            with self.centre.spoke:
                if said == self._said() and (not hold or self._released):
                    return
                assert self.centre.spoke.wait_for(partial(self._has_news, said, cuts), PATIENCE)
            if self.cuts != cuts:
                raise Unavailable("line_down")

    def cut(self) -> None:
        with self.centre.spoke:
            self.cuts += 1
            self.centre.spoke.notify_all()
        self.watch.note()

    def has_dialled(self, what: str) -> bool:
        """Whether somebody has asked for ``answers``, or wanted to ``send``."""
        return any(kind == what for kind, _ in self.dialled)

    def release(self) -> None:
        """Held streams end, now and from now on."""
        with self.centre.spoke:
            self._released = True
            self.centre.spoke.notify_all()

    def mend(self) -> None:
        self.fault = self.send_fault = self.carries = None
        self.deaf = False

    def _said(self) -> tuple[object, ...]:
        """How far the centre has come."""
        return self.centre.have, len(self.centre.feed), self.centre.lacks

    def _has_news(self, said: tuple[object, ...], cuts: int) -> bool:
        """Whether a stream that has ``said`` so much has something to do."""
        return self._released or self.cuts != cuts or said != self._said()

    def _dial(self, what: str, hold: int) -> None:
        self.dialled.append((what, hold))
        self.watch.note()
        if self.fault is not None:
            raise self.fault

    def _carry(self, raw: bytes) -> None:
        if self.carries is not None:
            if self.carries == 0:
                self._silence()
            self.carries -= 1
        try:
            self.centre.receive(raw)
        except Refused:
            if self.refuses_late:
                self._silence()
            raise
        self.watch.note()

    def _silence(self) -> None:
        """The line takes nothing any more, until somebody cuts it."""
        with self.centre.spoke:
            cuts = self.cuts
            self.silent = True
            self.watch.note()
            assert self.centre.spoke.wait_for(lambda: self.cuts != cuts, PATIENCE)
        raise Unavailable("line_down")
