"""PDFs that are signed, stamped and broken, for tests of whoever judges them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import typst
from asn1crypto import pem, x509
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from clerk_app.central.database import Database
from clerk_app.central.trust.answering import Trust
from clerk_app.documents.signing import PadesSigning, TokenSigner
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


def signed_elsewhere(leaf: Leaf, pdf: bytes = b"", field: str = "Signature1") -> bytes:
    """The PDF signed by another program, which says nothing of what may be added to it."""
    meta = PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    made: BytesIO = PdfSigner(meta, TokenSigner(KeyToken(leaf))).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf or paper())), bytes_reserved=16 * 1024
    )
    return made.getvalue()


def covered(signed: bytes) -> bytes:
    """The same after somebody laid a field over its whole page that shows other words than were signed."""
    writer = IncrementalPdfFileWriter(BytesIO(signed), strict=False)
    name, box = NameObject, ArrayObject([NumberObject(each) for each in (0, 0, 600, 850)])
    font = DictionaryObject({name("/Type"): name("/Font"), name("/Subtype"): name("/Type1")})
    font["/BaseFont"] = name("/Helvetica")
    shown = StreamObject(stream_data=b"1 1 1 rg 0 0 600 850 re f 0 g BT /F1 40 Tf 50 600 Td (ZAHTEV SE ODBIJA) Tj ET")
    shown["/Type"], shown["/Subtype"], shown["/BBox"] = name("/XObject"), name("/Form"), box
    shown["/Resources"] = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): font})})
    field = DictionaryObject({name("/Type"): name("/Annot"), name("/Subtype"): name("/Widget"), name("/Rect"): box})
    field["/F"], field["/FT"], field["/T"] = NumberObject(4), name("/Sig"), TextStringObject("polje")
    field["/AP"] = DictionaryObject({name("/N"): writer.add_object(shown)})
    laid, page = writer.add_object(field), writer.root["/Pages"]["/Kids"][0]
    for holder, key in ((writer.root["/AcroForm"], "/Fields"), (page, "/Annots")):
        holder[key].append(laid)
        writer.update_container(holder[key])
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


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
