"""A card that stays open between one act and the next: one process and one PIN, until somebody ends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from clerk_app.devices.token_process import WAIT, Far, OpenFar, certificate_in
from clerk_app.domain.errors import CounterError, Invalid, Unavailable
from clerk_app.ports.signing import Certificate, ReadCertificate


class TokenKept:
    """The port ``KeptToken``; ``command`` starts the process at the far end (``clerk-app token-host``).

    The process begins with the first question. The PIN is at the far end alone, and there it is the card that knows it.
    Questions come from one thread; ``end`` may come from any, and waits for nothing.
    """

    def __init__(
        self, command: Sequence[str], module: Path, label: str, read: ReadCertificate, *, wait: float = WAIT
    ) -> None:
        self._command = tuple(command)
        self._first = {"module": str(module), "label": label}
        self._read = read
        self._wait = wait
        self._far: Far | None = None
        self._opened = False
        self._changing = Lock()

    def certificate(self) -> Certificate:
        """The certificate that would be signed with; needs no PIN, and leaves the process ready."""
        self._held()
        far = self._begun()
        return certificate_in(self._read, self._ask(far, {"do": "certificate"}))

    def is_open(self) -> bool:
        """Whether the next act needs no PIN; never starts anything."""
        return self._held() is not None

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[OpenFar]:
        """Open the card, or with an empty ``pin`` go on with one that is open; ``pin`` is wiped before this returns.

        It stays open; at fault it does not.
        """
        try:
            answer = self._held()  # before a login too: where the card was pulled, another process begins
            if answer is None and not pin:
                raise Invalid("pin_missing", field="pin")
            far = self._begun()
            if answer is None or pin:
                answer = self._logged_in(far, pin)
        finally:
            pin[:] = bytes(len(pin))
        try:
            yield OpenFar(certificate_in(self._read, answer), far)
        except Unavailable:
            self._drop(far)
            raise

    def end(self) -> None:
        """Close the card and end its process."""
        with self._changing:
            far, self._far = self._far, None
        if far is not None:
            far.leave()

    def _held(self) -> dict[str, Any] | None:
        """The certificate of the card that is open; a process whose card was pulled is of no more use."""
        far = self._far
        if far is None or not self._opened:
            return None
        try:
            return far.ask({"do": "held"})
        except CounterError:
            self._drop(far)
            return None

    def _logged_in(self, far: Far, pin: bytearray) -> dict[str, Any]:
        self._opened = False
        answer = self._ask(far, {"do": "open", "pin": len(pin)}, pin)
        self._opened = True
        return answer

    def _ask(self, far: Far, question: dict[str, Any], then: bytearray | None = None) -> dict[str, Any]:
        """Ask; a process that failed is not asked again."""
        try:
            return far.ask(question, then)
        except Unavailable:
            self._drop(far)
            raise

    def _begun(self) -> Far:
        """The process at the far end, a new one where it is not or no longer there."""
        with self._changing:
            if self._far is None or not self._far.lives:
                if self._far is not None:
                    self._far.leave()
                self._far, self._opened = Far(self._command, self._first, self._wait), False
            return self._far

    def _drop(self, far: Far) -> None:
        with self._changing:
            if self._far is far:
                self._far = None
        far.leave()
