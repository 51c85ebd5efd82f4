"""What a receipt printer says back (ESC/POS: DLE EOT, GS r, GS ( H, DLE DC4), and what it means at the counter.

A printer may send status packets of its own accord (ASB, four bytes) at any time: they are told apart by their fixed
bits and left out.
"""

from __future__ import annotations

from clerk_app.ports.paper import PrinterStatus

DROP_HELD = bytes.fromhex("10140801031401060208")
SENSOR = b"\x1dr\x01"

_JOB_BYTES = bytes(byte for byte in range(0x20, 0x7F) if byte & 0x93 != 0x12)  # never taken for a status byte


def ask_status(number: int) -> bytes:
    """DLE EOT 1 state, 2 why off-line, 3 which error, 4 roll."""
    return b"\x10\x04" + bytes((number,))


def ask_process(job: bytes) -> bytes:
    """GS ( H: answered only when all before it is on paper."""
    return b"\x1d(H\x06\x0000" + _job_name(job)


def status_byte(heard: bytes) -> int | None:
    """The answer to DLE EOT, once it is there."""
    return next((byte for byte in _without_asb(heard) if byte & 0x93 == 0x12), None)


def sensor_byte(heard: bytes) -> int | None:
    """The answer to GS r, once it is there."""
    return next((byte for byte in _without_asb(heard) if byte & 0x90 == 0), None)


def process_done(heard: bytes, job: bytes) -> bool | None:
    """``True`` once the printer has named this very job."""
    return (b"\x37\x22" + _job_name(job) + b"\0" in heard) or None


def held_dropped(heard: bytes) -> bool | None:
    """``True`` once the printer has said that it holds nothing any more."""
    return b"\x37\x25\0" in heard or None


def roll_and_state(state: int, roll: int) -> PrinterStatus | None:
    """From DLE EOT 1 and 4; ``None`` where the printer is off-line and has to be asked why."""
    if roll & 0x60:
        return PrinterStatus(ready=False, problem="printer_no_paper")
    if state & 0x08:
        return None
    return PrinterStatus(ready=True, paper_low=bool(roll & 0x0C))


def why_offline(cause: int, error: int) -> PrinterStatus:
    """From DLE EOT 2 and 3."""
    if cause & 0x20:
        problem = "printer_no_paper"
    elif cause & 0x04:
        problem = "printer_cover_open"
    elif error & 0x08:
        problem = "printer_cutter"
    elif cause & 0x40 or error & 0x60:
        problem = "printer_fault"
    else:
        problem = "printer_offline"
    return PrinterStatus(ready=False, problem=problem)


def _job_name(job: bytes) -> bytes:
    """Four printable bytes, as the command wants them: enough to tell a job from the ones before it."""
    number = int.from_bytes(job, "big")
    digits = bytearray()
    for _ in range(4):
        number, digit = divmod(number, len(_JOB_BYTES))
        digits.append(_JOB_BYTES[digit])
    return bytes(digits)


def _without_asb(heard: bytes) -> bytes:
    """An ASB packet begins with a byte of its own kind and goes on with three that have bits 4 and 7 clear."""
    kept = bytearray()
    at = 0
    while at < len(heard):
        if heard[at] & 0x93 == 0x10:
            at += 4
        else:
            kept.append(heard[at])
            at += 1
    return bytes(kept)
