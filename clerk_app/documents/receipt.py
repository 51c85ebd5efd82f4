"""The receipt (потврда о пријему): one strip for a receipt printer, both numbers in the same place."""

from __future__ import annotations

from clerk_app.documents import qr
from clerk_app.documents.layouts import DOTS_PER_POINT, Layouts, Words
from clerk_app.documents.raster import raster_of
from clerk_app.documents.wording import PaperTexts, day, identity, instant, proofs, second
from clerk_app.i18n import Texts
from clerk_app.ports.paper import Raster, ReceiptFacts

_NARROW = 400


class ReceiptStrip:
    """Words receipts in the citizen's language, and draws them whole, so that no code page matters."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def receipt(self, facts: ReceiptFacts, width: int) -> Raster:
        """The receipt, ``width`` dots wide; the modules of its QR are a whole number of dots."""
        words = receipt_words(facts, self._texts.of(facts.body.language), width)
        return raster_of(self._layouts.picture("receipt", words), width)


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
            issuer.municipality.address,
            texts.text("receipt.counter", counter=issuer.counter),
        ],
        "title": texts.text("receipt.title"),
        "marks": _marks(facts, texts),
        "provisional_label": texts.text("receipt.provisional"),
        "provisional": body.number,
        "received": texts.text("receipt.received"),
        "received_at": second(texts, body.received_local),
        "unique_label": texts.text("receipt.unique"),
        "unique": str(facts.unique) if facts.unique else "",
        "unique_note": _unique_note(facts, texts),
        "not_yet": texts.text("receipt.not_yet"),
        "rows": _rows(facts, texts),
        "lists": _lists(facts, texts),
        "enclosures": _enclosures(facts, texts),
        "fee": _fee(facts, texts),
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


def _rows(facts: ReceiptFacts, texts: Texts) -> list[list[str]]:
    body = facts.body
    rows = [
        [texts.text("receipt.applicant"), body.applicant.spoken_name()],
        [texts.text("receipt.identity"), identity(body.applicant)],
        [texts.text("receipt.service"), texts.wording(facts.service.name)],
    ]
    if body.representative is not None:
        rows.insert(2, [texts.text("receipt.representative"), body.representative.spoken_name()])
    if body.deadline and not facts.annulled:
        rows.append([texts.text("receipt.deadline"), day(texts, body.deadline)])
    return [row for row in rows if row[1]]


def _lists(facts: ReceiptFacts, texts: Texts) -> list[list[str]]:
    obtained = proofs(facts.body, facts.service, texts, by="body")
    brought = proofs(facts.body, facts.service, texts, by="party")
    lists = [[texts.text("receipt.by_body"), "; ".join(obtained)], [texts.text("receipt.by_party"), "; ".join(brought)]]
    return [entry for entry in lists if entry[1]]


def _enclosures(facts: ReceiptFacts, texts: Texts) -> dict[str, object]:
    rows = [
        [f"{place}. {ref.title}", texts.text("receipt.original" if ref.original else "receipt.copy_of")]
        for place, ref in enumerate(facts.body.enclosures, start=1)
    ]
    return {"title": texts.many("receipt.enclosures", len(rows)), "rows": rows}


def _fee(facts: ReceiptFacts, texts: Texts) -> list[str]:
    fee = facts.body.fee
    if fee.total == 0:
        return [texts.text("receipt.fee_exempt" if fee.exemption else "receipt.fee_none"), ""]
    due = "" if facts.annulled else texts.text("receipt.fee_due")
    return [texts.text("receipt.fee", amount=texts.amount(fee.total)), due]


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
