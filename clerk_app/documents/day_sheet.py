"""The sheet of a day on A4: what was received, what was done, and what the day ends with."""

from __future__ import annotations

from datetime import date

from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, day, second
from clerk_app.domain import money
from clerk_app.domain.days import DayCase
from clerk_app.domain.numbers import parse_unique
from clerk_app.i18n import Texts
from clerk_app.ports.paper import DayFacts


class DayPaper:
    """Draws the sheet in the language of whoever works at the desk."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def day(self, facts: DayFacts) -> bytes:
        """The sheet as PDF."""
        return self._layouts.pdf("day", day_words(facts, self._texts.of(facts.language)))


def day_words(facts: DayFacts, texts: Texts) -> Words:
    """Everything on the sheet, in words."""
    text, told, municipality = texts.text, facts.day, facts.issuer.municipality
    columns = [text("day.column.service"), facts.clerk_name, text("day.column.desk"), text("day.column.fees")]
    lines = [[texts.wording(line.name), str(line.mine), str(line.desk), money.shown(line.fees)] for line in told.lines]
    open_ends = [("prints", told.print_problems), ("waiting", told.waiting)]
    return {
        "head": [municipality.name, municipality.body, text("day.counter", counter=facts.issuer.counter)],
        "title": text("day.title"),
        "date": text("day.head", date=texts.long_date(date.fromisoformat(told.date)), year=told.date[:4]),
        "made": text("day.made", moment=second(texts, facts.made), name=facts.clerk_name),
        "received_title": text("day.received"),
        "columns": columns,
        "lines": lines,
        "total": [text("day.total"), str(told.mine), str(told.desk), money.shown(told.fees)],
        "nothing": text("day.nothing"),
        "done_title": text("day.done"),
        "done": [[text(f"day.done.{kind}"), str(count)] for kind, count in told.done.items()],
        "open_title": text("day.open"),
        "open": [[text(f"day.open.{name}"), str(count)] for name, count in open_ends],
        "due": [
            {"title": text("day.due_today"), "rows": [_case(one, texts) for one in told.today]},
            {"title": text("day.due_soon"), "rows": [_case(one, texts) for one in told.soon]},
        ],
        "signature": text("day.signature"),
        "practice": text("receipt.practice") if facts.issuer.practice else "",
    }


def _case(one: DayCase, texts: Texts) -> list[str]:
    unique = parse_unique(one.number) if one.registered else None
    number = str(unique) if unique is not None else one.number
    return [number, texts.wording(one.service), texts.text(f"state.{one.state}"), day(texts, one.due)]
