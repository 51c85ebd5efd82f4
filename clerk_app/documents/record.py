"""A record obtained ex officio on A4: what the register told, who asked, when and for what; part of the case."""

from __future__ import annotations

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, day, second
from clerk_app.domain.ezup_datasets import RecordRow, rows_of
from clerk_app.i18n import Texts
from clerk_app.ports.ezup import RecordFacts


class RecordSheet:
    """Draws records in the language of the request."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def record(self, facts: RecordFacts) -> bytes:
        """The record as PDF."""
        return self._layouts.pdf("record", record_words(facts, self._texts.of(facts.language)))


def record_words(facts: RecordFacts, texts: Texts) -> Words:
    """Everything on the paper, in words."""
    municipality, text = facts.issuer.municipality, texts.text
    about = [
        ("record.case", facts.number),
        ("record.holder", texts.wording(facts.dataset.holder)),
        ("record.searched", facts.key),
        ("record.basis", facts.legal_basis),
        ("record.asked", second(texts, facts.asked_local)),
        ("record.told", second(texts, facts.told_local)),
        ("record.clerk", facts.clerk),
        ("record.digest", facts.digest),
    ]
    return {
        "head": [municipality.name, municipality.body, f"{municipality.address}, {municipality.place}"],
        "obtained": text("record.obtained"),
        "title": texts.wording(facts.dataset.label),
        "rows": [[row_label(row, texts), value_text(row, texts)] for row in rows_of(facts.dataset, facts.payload)],
        "about_title": text("record.about"),
        "about": [[text(key), value] for key, value in about if value],
        "practice": text("receipt.practice") if facts.issuer.practice else "",
    }


def row_label(row: RecordRow, texts: Texts) -> str:
    """The field's name; in a group that repeats, with the number of its row."""
    label = texts.wording(row.field.label)
    return f"{row.row}. {label}" if row.row else label


def value_text(row: RecordRow, texts: Texts) -> str:
    """A value as it is read."""
    if row.field.type == "date":
        return day(texts, row.value)
    if row.field.type == "yes_no":
        return texts.text("paper.yes" if row.value == "yes" else "paper.no")
    return texts.text("record.money", amount=row.value) if row.field.type == "money" else row.value
