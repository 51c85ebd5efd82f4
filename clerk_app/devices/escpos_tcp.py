"""Receipt printers on the network, with the command set of python-escpos: the only file that knows it.

Its ``Network`` is not used: it leaves the socket of a failed connection open and knows no IPv6, and its printer classes
take half a second to import for what is, with a receipt rastered whole, three commands.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from escpos.constants import ESC, HW_INIT, PAPER_FULL_CUT  # type: ignore[import-untyped]  # it ships no types

from clerk_app.devices import printer_replies as replies
from clerk_app.devices.printer_line import PrinterLine
from clerk_app.devices.printer_profiles import PrinterProfile, ProofKind
from clerk_app.devices.raster_bands import bands
from clerk_app.domain.errors import Unavailable
from clerk_app.ports.paper import PrinterStatus, Proof, Raster

_FEED_TO_KNIFE = ESC + b"d\x06"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds to wait, and how slow the slowest printer is."""

    connect: float = 3.0
    reply: float = 3.0
    rows_per_second: int = 300
    bytes_per_second: int = 10_000


class EscposTcpPrinter:
    """A printer at ``host``:``port``; every call opens a connection of its own, as a printer serves one at a time.

    After a try that did not end with "printed" the next one first drops what the printer may still hold: else a receipt
    that nobody waits for comes out after the roll is changed.
    """

    def __init__(self, host: str, port: int, profile: PrinterProfile, patience: Patience | None = None) -> None:
        self._host = host
        self._port = port
        self._profile = profile
        self._patience = patience or Patience()
        self.width = profile.dots
        self._proofs = profile.proof
        self._may_hold = False

    def status(self) -> PrinterStatus:
        """Ask now; where the kind of printer cannot tell, being there is all that is known."""
        try:
            with self._connect() as line:
                return self._ask_status(line)
        except Unavailable as error:
            return PrinterStatus(ready=False, problem=error.code)

    def print(self, raster: Raster, job: bytes, *, again: bool = False) -> Proof:
        """Print, cut and wait for the proof. A picture wider than the paper raises ``ValueError``."""
        if raster.width > self.width:
            raise ValueError(f"{raster.width} dots on a paper of {self.width}")
        try:
            if again or self._may_hold:
                self._drop_held()
            proof = self._print_when_ready(raster, job)
        except Unavailable as error:
            return Proof("not_printed", error.code)
        if proof.outcome == "printed":
            self._may_hold = False
        return proof

    def _print_when_ready(self, raster: Raster, job: bytes) -> Proof:
        """Raises ``Unavailable`` as long as nothing of the job was sent."""
        printing = self._patience.reply + raster.height / self._patience.rows_per_second
        with self._connect() as line:
            status = self._ask_status(line)
            if not status.ready:
                return Proof("not_printed", status.problem)
            self._may_hold = True
            whole = False
            try:
                self._send(line, compose(raster, self._profile))
                whole = True
                return self._prove(line, self._proofs, job, printing)
            except Unavailable as error:
                if error.code != "printer_timeout":
                    return Proof("unknown", error.code)
        return self._find_out(job, printing, whole=whole)

    def _send(self, line: PrinterLine, data: bytes) -> None:
        line.send(data, self._patience.reply + len(data) / self._patience.bytes_per_second)

    def _prove(self, line: PrinterLine, kinds: tuple[ProofKind, ...], job: bytes, seconds: float) -> Proof:
        """Ask the question to which the printer answers only when all before it is on paper."""
        match kinds[:1]:
            case ("process_id",):
                line.ask(replies.ask_process(job), lambda heard: replies.process_done(heard, job), seconds)
            case ("sensor",):
                line.ask(replies.SENSOR, replies.sensor_byte, seconds)
            case _:
                return Proof("unknown", "printer_no_proof")
        return Proof("printed")

    def _find_out(self, job: bytes, seconds: float, *, whole: bool) -> Proof:
        """No proof in time: the printer stands still, or does not know that question, or took only a part of the job.

        Where the job was not sent ``whole`` no answer would prove anything: what the printer has of it is dropped.
        """
        try:
            with self._connect() as line:
                status = self._ask_status(line)
                if status.ready and whole:
                    proof = self._prove(line, self._proofs[1:], job, seconds)
                    self._proofs = self._proofs[1:] if proof.outcome == "printed" else self._proofs
                    return proof
            dropped = self._drop_held()
        except Unavailable as error:
            return Proof("unknown", error.code)
        return Proof("not_printed" if dropped else "unknown", status.problem or "printer_timeout")

    def _drop_held(self) -> bool:
        """Make the printer forget what it has not printed yet; whether it confirmed that."""
        with self._connect() as line:
            try:
                line.ask(replies.DROP_HELD, replies.held_dropped, self._patience.reply)
            except Unavailable:
                return False
        self._may_hold = False
        return True

    def _ask_status(self, line: PrinterLine) -> PrinterStatus:
        if not self._profile.status:
            return PrinterStatus(ready=True)
        state, roll = self._ask(line, 1), self._ask(line, 4)
        known = replies.roll_and_state(state, roll)
        return known or replies.why_offline(self._ask(line, 2), self._ask(line, 3))

    def _ask(self, line: PrinterLine, number: int) -> int:
        return line.ask(replies.ask_status(number), replies.status_byte, self._patience.reply)

    def _connect(self) -> PrinterLine:
        """Raises ``Unavailable`` (``printer_absent``, ``printer_refused``)."""
        try:
            return PrinterLine(socket.create_connection((self._host, self._port), self._patience.connect))
        except ConnectionResetError as error:
            raise Unavailable("printer_refused") from error
        except OSError as error:
            raise Unavailable("printer_absent") from error


def compose(raster: Raster, profile: PrinterProfile) -> bytes:
    """The whole job: start afresh, the picture, feed to the knife, cut."""
    return b"".join((HW_INIT, *bands(raster, profile.band_rows), _FEED_TO_KNIFE, PAPER_FULL_CUT))
