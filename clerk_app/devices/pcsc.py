"""Card readers through PC/SC: the only file that knows pyscard."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from smartcard import scard  # type: ignore[import-untyped]  # pyscard ships no types

from clerk_app.devices import apdu
from clerk_app.devices.pcsc_codes import check, no_reader, nothing_happened, succeeded
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.cards import CardEvent

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
_SERVICE_RETRY = 1.0
_EITHER = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1


class PcscReaders:
    """All readers of the PC/SC service, which may come, go and come back.

    ``wait`` and ``open`` belong to one thread, and the service serialises the calls of one context: a check on another
    thread needs an instance of its own. ``wake`` may come from any thread.
    """

    def __init__(self) -> None:
        self._context: int | None = None
        self._served: bool | None = None
        self._states: dict[str, int] = {}
        self._plugged = 0
        self._woken = threading.Event()

    def names(self) -> tuple[str, ...]:
        """The readers present now; none is no error here. Raises ``Unavailable`` (``card_no_service``)."""
        if self._context is None:
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            check(result)
            self._context = context
        result, names = scard.SCardListReaders(self._context, [])
        if no_reader(result):
            return ()
        if not succeeded(result):
            self.close()
        check(result)
        return tuple(names)

    def wait(self, timeout: float) -> Sequence[CardEvent]:
        """Block until cards, readers or the service change; at most ``timeout`` seconds."""
        events = self._look_around()
        if self._woken.is_set() or events:
            self._woken.clear()
            return events
        if self._context is None:
            self._woken.wait(min(timeout, _SERVICE_RETRY))
            return ()
        asked = [*self._states.items(), (_PLUG_AND_PLAY, self._plugged)]
        result, states = scard.SCardGetStatusChange(self._context, int(timeout * 1000), asked)
        if succeeded(result):
            return self._cards_moved(states)
        if not (nothing_happened(result) or no_reader(result)):
            self.close()
        return ()

    def wake(self) -> None:
        """End a running ``wait``."""
        self._woken.set()
        context = self._context
        if context is not None:
            scard.SCardCancel(context)

    def open(self, reader: str) -> PcscCard:
        """Connect, sharing the card with other programs until the transaction begins. Raises ``Unavailable``."""
        if self._context is None:
            raise Unavailable("card_no_service")
        result, card, protocol = scard.SCardConnect(self._context, reader, scard.SCARD_SHARE_SHARED, _EITHER)
        check(result)
        return PcscCard(card, protocol)

    def close(self) -> None:
        """Give the context back; the next call makes a new one, which a restarted service needs."""
        if self._context is not None:
            scard.SCardReleaseContext(self._context)
            self._context = None

    def _look_around(self) -> list[CardEvent]:
        """Which readers, and with them which cards, came or went since the last look."""
        try:
            names = self.names()
        except Unavailable:
            return self._service_lost()
        if self._served and set(names) == set(self._states):
            return []
        self._served = True
        events = self._cards_out(set(self._states) - set(names))
        self._states = {name: self._states.get(name, scard.SCARD_STATE_UNAWARE) for name in names}
        return [*events, CardEvent("readers_changed")]

    def _service_lost(self) -> list[CardEvent]:
        if self._served is False:
            return []
        self._served = False
        events = self._cards_out(set(self._states))
        self._states = {}
        return [*events, CardEvent("service_lost")]

    def _cards_out(self, readers: set[str]) -> list[CardEvent]:
        return [CardEvent("card_out", name) for name in sorted(readers) if _holds_card(self._states[name])]

    def _cards_moved(self, states: Sequence[tuple[str, int, object]]) -> list[CardEvent]:
        events: list[CardEvent] = []
        for name, state, _atr in states:
            if name == _PLUG_AND_PLAY:
                self._plugged = state & ~scard.SCARD_STATE_CHANGED
                continue
            before, self._states[name] = self._states[name], state & ~scard.SCARD_STATE_CHANGED
            events += _moved(name, before, state)
        return events


class PcscCard:
    """One connection to one card; ``with`` holds a transaction and disconnects at its end."""

    def __init__(self, card: int, protocol: int) -> None:
        self._card = card
        self._protocol = protocol

    def __enter__(self) -> Self:
        """PC/SC has no timeout here: while another program holds the card, only the lane of the reader waits."""
        result = scard.SCardBeginTransaction(self._card)
        if not succeeded(result):
            scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD)
        check(result)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A card that is gone cannot be left in order; nothing is lost by that."""
        scard.SCardEndTransaction(self._card, scard.SCARD_LEAVE_CARD)
        scard.SCardDisconnect(self._card, scard.SCARD_LEAVE_CARD)

    def transmit(self, command: bytes) -> tuple[bytes, int]:
        """One command and its whole answer. Raises ``Unavailable``."""
        return apdu.follow(self._exchange, command)

    def reset(self) -> None:
        """Cold reset. Raises ``Unavailable``."""
        scard.SCardEndTransaction(self._card, scard.SCARD_LEAVE_CARD)
        result, protocol = scard.SCardReconnect(self._card, scard.SCARD_SHARE_SHARED, _EITHER, scard.SCARD_UNPOWER_CARD)
        check(result)
        self._protocol = protocol
        check(scard.SCardBeginTransaction(self._card))

    def _exchange(self, command: bytes) -> tuple[bytes, int]:
        header = scard.SCARD_PCI_T0 if self._protocol == scard.SCARD_PROTOCOL_T0 else scard.SCARD_PCI_T1
        result, answer = scard.SCardTransmit(self._card, header, list(command))
        check(result)
        if len(answer) < 2:  # a card pulled at this moment looks like success with nothing in it
            raise Unavailable("card_removed")
        return bytes(answer[:-2]), answer[-2] << 8 | answer[-1]


def _holds_card(state: int) -> bool:
    return bool(state & scard.SCARD_STATE_PRESENT)


def _moved(reader: str, before: int, now: int) -> list[CardEvent]:
    """The high half of a state counts card movements, so a quick swap between two looks is not missed."""
    had, has = _holds_card(before), _holds_card(now)
    swapped = had and has and before >> 16 != now >> 16
    events = []
    if had and (swapped or not has):
        events.append(CardEvent("card_out", reader))
    if has and (swapped or not had):
        events.append(CardEvent("card_in", reader))
    return events
