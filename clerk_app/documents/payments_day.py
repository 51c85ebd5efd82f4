"""The end-of-day list of payments: on A4 to be signed, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, second
from clerk_app.domain import money
from clerk_app.domain.payments_day import PaymentDayLine
from clerk_app.i18n import Texts
from clerk_app.ports.paper import PaymentsDayFacts

SUMMED = ("charged", "confirmed", "seen", "terminal")
COLUMNS = ("number", "service", "level", "tariff", *SUMMED, "state")
_MARK = "\ufeff"  # by which spreadsheets know UTF-8


class PaymentsDayPaper:
    """Draws the list in the language of whoever works at the desk."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def sheet(self, facts: PaymentsDayFacts) -> bytes:
        """The list as PDF."""
        return self._layouts.pdf("payments_day", sheet_words(facts, self._texts.of(facts.language)))

    def table(self, facts: PaymentsDayFacts) -> bytes:
        """The list as CSV: semicolons, decimal commas, UTF-8 with its mark; no totals, a spreadsheet makes its own."""
        texts, out = self._texts.of(facts.language), io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerow([texts.text(f"payments_day.column.{name}") for name in COLUMNS])
        for line in facts.day.lines:
            cells = line_words(line, texts, amount=money.plain)
            writer.writerow([_harmless(cell) for cell in cells])
        return (_MARK + out.getvalue()).encode()


def sheet_words(facts: PaymentsDayFacts, texts: Texts) -> Words:
    """Everything on the sheet, in words."""
    text, told, municipality = texts.text, facts.day, facts.issuer.municipality
    return {
        "head": [municipality.name, municipality.body, text("day.counter", counter=facts.issuer.counter)],
        "title": text("payments_day.title"),
        "date": text("day.head", date=texts.long_date(date.fromisoformat(told.date)), year=told.date[:4]),
        "clerk": text("payments_day.of", name=told.clerk_name),
        "made": text("day.made", moment=second(texts, facts.made), name=told.clerk_name),
        "columns": [text(f"payments_day.column.{name}") for name in COLUMNS],
        "lines": [line_words(line, texts) for line in told.lines],
        "nothing": text("payments_day.nothing"),
        "total": [text("day.total"), *(money.shown(told.total(what)) for what in SUMMED)],
        "levels_title": text("payments_day.levels"),
        "levels": [
            [text(f"payments.level.{level}"), *(money.shown(told.total(what, level)) for what in SUMMED)]
            for level in dict.fromkeys(line.level for line in told.lines if line.level)
        ],
        "tariffs_title": text("payments_day.tariffs"),
        "tariffs": [
            [text("payments_day.tariff", level=text(f"payments.level.{level}"), tariff=tariff), money.shown(amount)]
            for (level, tariff), amount in told.tariffs.items()
        ],
        "exempt": texts.many("payments_day.exempt", told.exempt) if told.exempt else "",
        "note": text("payments_day.note"),
        "signature": text("day.signature"),
        "practice": text("receipt.practice") if facts.issuer.practice else "",
    }


def line_words(line: PaymentDayLine, texts: Texts, amount: Callable[[int], str] = money.shown) -> list[str]:
    """One line in words: number, service, level, tariffs, the four sums, state."""
    level = texts.text(f"payments.level.{line.level}") if line.level else ""
    sums = (line.charged, line.confirmed, line.seen, line.terminal)
    return [
        line.number,
        texts.wording(line.name),
        level,
        ", ".join(line.tariffs),
        *map(amount, sums),
        state_words(line, texts),
    ]


def state_words(line: PaymentDayLine, texts: Texts) -> str:
    """How it stands, with the ground of an exemption."""
    if line.annulled:
        return texts.text("payments_day.annulled")
    if line.gone:
        return texts.text("payments_day.gone")
    state = texts.text(f"payment.state.{line.state}") if line.state else ""
    ground = texts.text("payments_day.ground", ground=texts.wording(line.ground)) if line.exemption else ""
    earlier = texts.text("payments_day.earlier") if line.earlier else ""
    return " · ".join(part for part in (state, ground, earlier) if part)


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell
