"""The receipt (потврда о пријему), both numbers in the same place: a strip for a receipt printer, and sheets of A4."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.documents import qr
from clerk_app.documents.layouts import DOTS_PER_POINT, Layouts, Words
from clerk_app.documents.raster import raster_of
from clerk_app.documents.receipt_rows import enclosures, entered, fee, fee_ground, lists, rows
from clerk_app.documents.wording import PaperTexts, instant, moment, second
from clerk_app.i18n import Texts
from clerk_app.ports.paper import Raster, ReceiptFacts

_NARROW = 400
_A4 = 980
"""The written width of an A4 page as if it were a strip: in dots of half a point."""


class ReceiptStrip:
    """Words receipts in the citizen's language, and draws them whole, so that no code page matters."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        """The receipt, ``width`` dots wide; the modules of its QR are a whole number of dots."""
        words = receipt_words(facts, self._texts.of(facts.body.language), width)
        return raster_of(self._layouts.picture("receipt", words), width)


class ReceiptSheets:
    """Receipts on A4, a page each: to be kept as a file, or printed where there is no receipt printer."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def receipts(self, facts: Sequence[ReceiptFacts]) -> bytes:
        """The receipts as one PDF, each in its citizen's language."""
        pages = [receipt_words(each, self._texts.of(each.body.language), _A4) for each in facts]
        return self._layouts.pdf("receipt_sheet", {"pages": pages})


def receipt_words(facts: ReceiptFacts, texts: Texts, width: int) -> Words:
    """Everything on the receipt, in words."""
    body, issuer = facts.body, facts.issuer
    code = qr.make(facts.qr)
    return {
        "width": width / DOTS_PER_POINT,
        "narrow": width < _NARROW,
        "head": [
            issuer.municipality.name,
            issuer.municipality.body,
            f"{issuer.municipality.address}, {issuer.municipality.place}",
            texts.text("receipt.counter", counter=issuer.counter),
        ],
        "title": texts.text("receipt.title"),
        "marks": _marks(facts, texts),
        "provisional_label": texts.text("receipt.provisional"),
        "provisional": body.number,
        "received": texts.text("receipt.received_on_paper" if body.on_paper else "receipt.received"),
        "received_at": (moment if body.on_paper else second)(texts, body.received_local),
        "entered": entered(body.on_paper, texts) if body.on_paper else [],
        "unique_label": texts.text("receipt.unique"),
        "unique": str(facts.unique) if facts.unique else "",
        "unique_note": _unique_note(facts, texts),
        "not_yet": texts.text("receipt.not_yet"),
        "rows": rows(facts, texts),
        "lists": lists(facts, texts),
        "enclosures": enclosures(facts, texts),
        "fee": fee(facts, texts),
        "fee_ground": fee_ground(facts, texts),
        "qr": code.svg,
        "qr_points": _qr_dots(code.modules, width) / DOTS_PER_POINT,
        "scan": texts.text("receipt.scan"),
        "signature_label": texts.text(
            "receipt.signature", counter=texts.text("receipt.counter", counter=issuer.counter)
        ),
        "signature": _short(facts.signature),
        "clerk_label": texts.text("receipt.clerk"),
        "clerk": facts.clerk_name,
        "foot": [texts.text("receipt.learn", phone=_unbroken(issuer.municipality.phone)), texts.text("receipt.keep")],
    }


def _marks(facts: ReceiptFacts, texts: Texts) -> list[str]:
    marks = [texts.text("receipt.annulled")] if facts.annulled else []
    marks += [texts.text("receipt.copy", n=facts.copy)] if facts.copy else []
    return marks + ([texts.text("receipt.practice")] if facts.issuer.practice else [])


def _unique_note(facts: ReceiptFacts, texts: Texts) -> str:
    if facts.unique is None or facts.registered is None:
        return texts.text("receipt.not_yet_note")
    return texts.text("receipt.registered", at=instant(texts, facts.registered))


def _qr_dots(modules: int, width: int) -> int:
    """The side of the QR in dots: as large as half of a wide strip allows, by whole dots a module."""
    room = width - 32 if width < _NARROW else width * 45 // 100
    return modules * max(2, min(5, room // modules))


def _unbroken(words: str) -> str:
    """The same, so that no line ends within it."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _short(signature: bytes) -> str:
    """The first six bytes, in groups that a person can read aloud."""
    digits = signature[:6].hex()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))
