"""A token in software (SoftHSM2) in a directory of its own: a card with a PIN, for tests and the bench.

Its module is never loaded here: it changes how the whole process draws random numbers.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.support.signers import Leaf

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "4711"
_SO_PIN = "47110815"
_ID = b"\x01"


class SoftwareToken:
    """One card; ``pull`` takes it out of the reader, ``put_in`` puts it back."""

    def __init__(self, folder: Path, pin: str = PIN) -> None:
        self.module = MODULE
        self._pin = pin
        self.cards = folder / "cards"
        self._away = folder / "away"
        self.cards.mkdir(parents=True)
        self.conf = folder / "softhsm2.conf"
        self.conf.write_text(f"directories.tokendir = {self.cards}\nobjectstore.backend = file\nlog.level = ERROR\n")
        os.environ["SOFTHSM2_CONF"] = str(self.conf)
        self._call("--init-token", "--free", "--label", "Kartica", "--so-pin", _SO_PIN, "--pin", pin)

    def keep(self, leaf: Leaf, *chain: bytes, label: str = "potpis") -> None:
        """Put a key and certificates on the card."""
        pem = self.conf.with_name("key.pem")
        pem.write_bytes(leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        self._call("--import", str(pem), "--token", "Kartica", "--label", label, "--id", _ID.hex(), "--pin", self._pin)
        pem.unlink()
        kept = [[label, _ID.hex(), leaf.der.hex()], *([f"ca{n}", "", der.hex()] for n, der in enumerate(chain))]
        command = [sys.executable, "-m", "tests.support.card_writer", str(MODULE), self._pin]
        subprocess.run(command, check=True, input=json.dumps(kept).encode(), env=self._environment())

    def pull(self) -> None:
        """Take the card out."""
        shutil.move(self.cards, self._away)
        self.cards.mkdir()

    def put_in(self) -> None:
        """Put it back."""
        self.cards.rmdir()
        shutil.move(self._away, self.cards)

    def _call(self, *arguments: str) -> None:
        subprocess.run(
            ["/usr/bin/softhsm2-util", *arguments],
            check=True,
            capture_output=True,
            env=self._environment(),
        )

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "SOFTHSM2_CONF": str(self.conf)}


@contextmanager
def software_token(folder: Path, pin: str = PIN) -> Iterator[SoftwareToken]:
    """An empty card, and whatever was configured before afterwards."""
    before = os.environ.get("SOFTHSM2_CONF")
    try:
        yield SoftwareToken(folder, pin)
    finally:
        if before is None:
            os.environ.pop("SOFTHSM2_CONF", None)
        else:
            os.environ["SOFTHSM2_CONF"] = before
