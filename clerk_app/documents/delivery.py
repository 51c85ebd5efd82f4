"""The confirmation of a delivery on A4: which document, who took it, by which identity document, when, how signed."""

from __future__ import annotations

from datetime import datetime

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts
from clerk_app.i18n import Texts
from clerk_app.ports.paper import DeliveryFacts


class DeliverySheet:
    """Draws confirmations of delivery in the language of the citizen."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def delivery(self, facts: DeliveryFacts) -> bytes:
        """The confirmation as PDF."""
        return self._layouts.pdf("delivery", delivery_words(facts, self._texts.of(facts.body.language)))


def delivery_words(facts: DeliveryFacts, texts: Texts) -> Words:
    """Everything on the paper, in words; a signature that was drawn stands on it as it was drawn.

    It says when the document was handed over; the day on which it counts as delivered is the centre's to say.
    """
    municipality, handed, text = facts.issuer.municipality, facts.handed, texts.text
    numbers = [[text("call.number"), str(facts.unique)]] if facts.unique is not None else []
    rows = [
        (text("delivery_paper.document"), handed.document.title),
        (text("delivery_paper.kind"), facts.kind),
        (text("delivery_paper.to"), f"{handed.name}, {text(f'delivery.to.{handed.to}')}"),
        (text("delivery_paper.identity"), text(f"delivery.identity.{handed.identity}", tail=handed.tail)),
        (text("delivery_paper.checked"), text(f"delivery_paper.by.{handed.checked}")),
        (text("delivery_paper.at"), texts.moment(datetime.fromisoformat(handed.handed_local))),
        (text("delivery_paper.note"), handed.note),
    ]
    return {
        "head": [municipality.name, municipality.body, f"{municipality.address}, {municipality.place}"],
        "numbers": [*numbers, [text("request_form.number"), facts.body.number]],
        "title": text("delivery_paper.title" if handed.taken else "delivery_paper.title_refused"),
        "rows": [[label, value] for label, value in rows if value],
        "strokes": [list(stroke) for stroke in handed.strokes],
        "signed": text(f"delivery_paper.signed.{handed.signed}"),
        "clerk": [handed.clerk_name or handed.clerk, text("delivery_paper.clerk")],
        "legal": text("delivery_paper.legal"),
        "practice": text("receipt.practice") if facts.issuer.practice else "",
    }
