"""The payment slip (налог за уплату) with the NBS IPS code, on A4 to be cut or scanned."""

from __future__ import annotations

from datetime import date

from clerk_app.documents import qr
from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts
from clerk_app.domain import ips, money
from clerk_app.i18n import Texts
from clerk_app.ports.paper import SlipFacts


class SlipPaper:
    """Draws payment slips; one that is not to be paid says so across the sheet and has no code to pay by."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def slip(self, facts: SlipFacts) -> bytes:
        """The slip as PDF; raises ``Damaged('qr_unreadable')`` before a code that no reader takes is printed."""
        return self._layouts.pdf("slip", slip_words(facts, self._texts.of(facts.language)))

    def picture(self, facts: SlipFacts) -> bytes:
        """The slip as PNG, to be looked at before it is printed."""
        return self._layouts.picture("slip", slip_words(facts, self._texts.of(facts.language)))

    def code(self, facts: SlipFacts) -> bytes:
        """The code alone as PNG; nothing for a slip that is not to be paid. Raises as ``slip``."""
        return qr.make(code_text(facts)).png if _is_payable(facts) else b""


def code_text(facts: SlipFacts) -> str:
    """The exact text of the IPS code."""
    return ips.build(facts.slip)


def slip_words(facts: SlipFacts, texts: Texts) -> Words:
    """Everything on the slip, in words."""
    slip = facts.slip
    labels = ("title", "payer", "purpose", "payee", "code", "currency", "amount", "account", "model", "reference",
              "place_date", "sign", "scan", "number")  # fmt: skip
    return {
        "labels": {label: texts.text(f"slip.{label}") for label in labels},
        "payer": slip.payer,
        "payee": slip.payee,
        "purpose": slip.purpose,
        "code": slip.code,
        "currency": texts.text("slip.rsd"),
        "amount": f"= {money.shown(slip.amount)}",
        "account": _dashed(slip.account),
        "model": slip.model,
        "reference": slip.reference,
        "number": facts.number,
        "over": _over(facts, texts),
        "past": _past(facts, texts),
        "practice": texts.text("receipt.practice") if facts.issuer.practice else "",
        "qr": qr.make(code_text(facts)).svg if _is_payable(facts) else "",
    }


def _is_payable(facts: SlipFacts) -> bool:
    """Whether anybody is to pay by a slip."""
    return not (facts.annulled or facts.past == "keep" or facts.issuer.practice)


def _over(facts: SlipFacts, texts: Texts) -> str:
    """What is said across a slip that is not to be paid."""
    if facts.annulled:
        return texts.text("receipt.annulled")
    return texts.text("slip.over") if facts.past == "keep" else ""


def _past(facts: SlipFacts, texts: Texts) -> str:
    """What is said of a slip whose last day is over."""
    if not facts.past:
        return ""
    day = f" ({texts.date(date.fromisoformat(facts.last_day))})" if facts.last_day else ""
    return texts.text(f"slip.past_{facts.past}", day=day)


def _dashed(account: str) -> str:
    """The account as people write it: bank, number without leading zeros, control."""
    return f"{account[:3]}-{account[3:16].lstrip('0')}-{account[16:]}"
