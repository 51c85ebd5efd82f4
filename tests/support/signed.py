"""PDFs that are signed, stamped and broken, for tests of whoever judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from asn1crypto import pem, x509

from clerk_app.central.database import Database
from clerk_app.central.trust.answering import Trust
from clerk_app.documents.signing import PadesSigning
from tests.support.signers import NOW, KeyToken, Leaf, NotedTrust

AT = NOW.timestamp()
HOUR = 3600


@cache
def paper(text: str = "Потврда") -> bytes:
    """A PDF of one page."""
    made = typst.compile(f'#set text(lang: "sr")\n{text}'.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def signed_by(leaf: Leaf, *chain: bytes, pdf: bytes = b"", at: float = AT) -> bytes:
    return PadesSigning().sign(pdf or paper(), KeyToken(leaf, *chain), at)


def ranges(pdf: bytes) -> tuple[int, int, int]:
    """Where what the first signature leaves out begins and ends, and how much it covers in all."""
    found = re.search(rb"/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)", pdf)
    assert found is not None
    first, second, rest = (int(each) for each in found.groups())
    return first, second, second + rest


def flipped(pdf: bytes, place: int, bit: int = 0) -> bytes:
    """The same with one bit of it another."""
    made = bytearray(pdf)
    made[place] ^= 1 << bit
    return bytes(made)


@dataclass
class _Clock:
    """A clock that the test moves."""

    at: float = AT

    def __call__(self) -> int:
        return int(self.at * 1_000_000)


@dataclass
class Authority:
    """A test authority over a database of its own, whose clock the test moves."""

    trust: NotedTrust
    clock: _Clock

    @classmethod
    @contextmanager
    def over(cls, folder: Path) -> Iterator[Authority]:
        database = Database(f"sqlite:///{folder / 'trust.db'}")
        clock = _Clock()
        try:
            yield cls(NotedTrust(Trust(database, "primerovo", clock)), clock)
        finally:
            database.close()

    @property
    def at(self) -> float:
        return self.clock.at

    @at.setter
    def at(self, moment: float) -> None:
        self.clock.at = moment

    def anchors(self) -> list[x509.Certificate]:
        _kind, _headers, der = pem.unarmor(self.trust.trust.authority().root_pem)
        return [x509.Certificate.load(der)]
