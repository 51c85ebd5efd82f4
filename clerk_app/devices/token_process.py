"""A card asked from a process of its own: a module of somebody else's can take no more down than that process.

Modules bring their own copies and settings of cryptographic libraries, and some end the program that loaded them.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Any

from clerk_app.devices.token_host import decoded, encoded
from clerk_app.domain.errors import CounterError, Invalid, Refused, Unavailable
from clerk_app.ports.signing import Certificate, ReadCertificate

WAIT = 60.0  # seconds: a reader with keys of its own waits for the clerk's fingers
_ENDS = 5.0
_ERRORS: dict[str, type[CounterError]] = {"Refused": Refused, "Unavailable": Unavailable, "Invalid": Invalid}


class TokenProcess:
    """The port ``Token``, with a process for each question: ``command`` starts it (``clerk-app token-host``)."""

    def __init__(
        self, command: Sequence[str], module: Path, label: str, read: ReadCertificate, *, wait: float = WAIT
    ) -> None:
        self._command = tuple(command)
        self._first = {"module": str(module), "label": label}
        self._read = read
        self._wait = wait

    def certificate(self) -> Certificate:
        """The certificate that would be signed with; needs no PIN."""
        with self._begun() as far:
            return certificate_in(self._read, far.ask({"do": "certificate"}))

    @contextmanager
    def open(self, pin: bytearray) -> Iterator[OpenFar]:
        """Open the card for some signatures; ``pin`` is wiped before this returns."""
        with self._begun() as far:
            try:
                answer = far.ask({"do": "open", "pin": len(pin)}, pin)
            finally:
                pin[:] = bytes(len(pin))
            yield OpenFar(certificate_in(self._read, answer), far)
            far.ask({"do": "close"})

    @contextmanager
    def _begun(self) -> Iterator[Far]:
        far = Far(self._command, self._first, self._wait)
        try:
            yield far
        finally:
            far.end()


def certificate_in(read: ReadCertificate, answer: dict[str, Any]) -> Certificate:
    """The certificate that an answer of the far end tells."""
    return read(decoded(answer["der"]), [decoded(one) for one in answer["chain"]])


class OpenFar:
    """The port ``OpenToken``: a card whose PIN was right, at the far end."""

    def __init__(self, certificate: Certificate, far: Far) -> None:
        self._certificate = certificate
        self._far = far

    @property
    def certificate(self) -> Certificate:
        """The certificate that is signed with."""
        return self._certificate

    def sign(self, digest: bytes) -> bytes:
        """The signature over a SHA-256 digest; raises as the card does."""
        return decoded(self._far.ask({"do": "sign", "digest": encoded(digest)})["signature"])


class Far:
    """One process at the far end, and what is said to it; ``first`` names the module and the certificate."""

    def __init__(self, command: Sequence[str], first: dict[str, Any], wait: float) -> None:
        self._wait = wait
        self._answers: Queue[bytes] = Queue()
        self._saying = Lock()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=dict(os.environ),
            )
        except OSError as error:
            raise Unavailable("token_failed", reason=type(error).__name__) from error
        Thread(target=self._listen, name="token", daemon=True).start()
        self._say(first)

    @property
    def lives(self) -> bool:
        """Whether it can still be asked."""
        return self._process.poll() is None

    def ask(self, question: dict[str, Any], then: bytearray | None = None) -> dict[str, Any]:
        """What the far end answers; raises what the card says, and ``Unavailable('token_failed')``."""
        self._say(question, then)
        try:
            line = self._answers.get(timeout=self._wait)
        except Empty as error:
            raise Unavailable("token_failed", reason="silent") from error
        if not line:
            raise Unavailable("token_failed", reason="ended")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise _ERRORS.get(answer["error"], Unavailable)(answer["code"], **answer["params"])
        return answer

    def leave(self) -> None:
        """Let it end, and wait for nothing: what it does now it finishes, and it is asked nothing more."""
        self._shut()
        Thread(target=self.end, name="token-end", daemon=True).start()

    def end(self) -> None:
        """Let it end; one that does not is killed."""
        self._shut()
        try:
            self._process.wait(_ENDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _say(self, question: dict[str, Any], then: bytearray | None = None) -> None:
        """Send a line, and bytes behind it."""
        pipe = self._process.stdin
        try:
            with self._saying:
                if pipe is None or pipe.closed:
                    raise BrokenPipeError
                pipe.write(json.dumps(question).encode() + b"\n")
                if then is not None:
                    pipe.write(then)
        except OSError as error:
            raise Unavailable("token_failed", reason="ended") from error

    def _shut(self) -> None:
        with self._saying:
            if self._process.stdin is not None:
                self._process.stdin.close()

    def _listen(self) -> None:
        output = self._process.stdout
        if output is None:
            return
        with output:
            while line := output.readline():
                self._answers.put(line)
        self._answers.put(b"")
