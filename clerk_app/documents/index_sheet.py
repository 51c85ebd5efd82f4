"""The sheet of indicators on A4: plots drawn by the layout, the counts, and how each is counted."""

from __future__ import annotations

from typing import Any

from clerk_app.documents.index_csv import table_of
from clerk_app.documents.layouts import Layouts, Words
from clerk_app.documents.wording import PaperTexts, second
from clerk_app.domain.index import BY_CODE, GRADES, INDICATORS, SECONDS, Measure
from clerk_app.domain.index_figures import Figures, ServiceLine
from clerk_app.i18n import Texts
from clerk_app.ports.paper import IndexFacts

MOST_SERVICES = 8
_TRENDS = ("not_asked", "supplements", "visits")
_SHARES = ("by_ezup", "by_epayment", "by_inbox", "by_portal")


class IndicatorPaper:
    """Draws the sheet, and the table beside it, in the language of whoever works at the desk."""

    def __init__(self, layouts: Layouts, texts: PaperTexts) -> None:
        self._layouts = layouts
        self._texts = texts

    def sheet(self, facts: IndexFacts) -> bytes:
        """Plots, counts and definitions as PDF."""
        return self._layouts.pdf("indicators", sheet_words(facts, self._texts.of(facts.language)))

    def table(self, facts: IndexFacts) -> bytes:
        """The counts as CSV."""
        return table_of(facts, self._texts.of(facts.language))


def sheet_words(facts: IndexFacts, texts: Texts) -> Words:
    """Everything on the sheet, in words and in parts of 1."""
    text, figures, municipality = texts.text, facts.figures, facts.issuer.municipality
    period = figures.period
    return {
        "head": [municipality.name, municipality.body, text("day.counter", counter=facts.issuer.counter)],
        "title": text("index.title"),
        "period": text("index.days", first=texts.date(period.begins), last=texts.date(period.ends)),
        "banner": text("index.banner").replace("**", ""),
        "made": text("index.sheet.made", moment=second(texts, facts.made), name=facts.clerk_name),
        "columns": [
            text(f"index.csv.{name}") for name in ("indicator", "component", "numerator", "denominator", "value")
        ]
        + [text("index.office")],
        "rows": [_row(one.code, figures, texts) for one in INDICATORS],
        "plots_title": text("index.sheet.plots"),
        "trends": [_trend(code, figures, texts) for code in _TRENDS],
        "shares": {"title": text("index.tile.shares"), "bars": [_share(code, figures, texts) for code in _SHARES]},
        "services": {
            "title": text("index.sheet.services"),
            "bars": [_service(line, figures, texts) for line in figures.services[:MOST_SERVICES]],
            "nothing": text("index.why.few"),
        },
        "ratings": _ratings(figures, texts),
        "line": _line(figures, texts),
        "how_title": text("index.sheet.how"),
        "how": [_definition(one.code, texts) for one in INDICATORS],
        "office": _known(figures, texts),
        "practice": text("receipt.practice") if facts.issuer.practice else "",
    }


def _row(code: str, figures: Figures, texts: Texts) -> list[str]:
    measure = figures.measures[code]
    counts = [texts.number(count) for count in _counts(measure)]
    if measure.why == "not_yet":
        counts = [texts.text("index.no_value")] * 2
    value = _value(code, measure.value, texts) if not measure.why else texts.text(f"index.why.{measure.why}")
    office = _compared(code, figures.office_value(code), texts)
    component = str(BY_CODE[code].component)
    return [texts.text(f"index.{code}"), component, *counts, value, office]


def _trend(code: str, figures: Figures, texts: Texts) -> dict[str, Any]:
    """Points as parts of the scale, from the first step to the last; nothing where a step has no value."""
    values = [step.measures[code].value for step in figures.steps]
    office = [figures.office_at(code, step.period) for step in figures.steps]
    known = [value for value in (*values, *office) if value is not None]
    top = 1.0 if BY_CODE[code].unit == "share" else max(2.0, float(int(max(known, default=1)) + 1))
    return {
        "title": texts.text(f"index.{code}"),
        "value": _value(code, figures.measures[code].value, texts),
        "top": _value(code, top, texts),
        "points": [value if value is None else min(value / top, 1) for value in values],
        "office": [value if value is None else min(value / top, 1) for value in office],
        "labels": [
            texts.text("index.day", d=step.period.begins.day, m=step.period.begins.month) for step in figures.steps
        ],
        "nothing": texts.text("index.why.few"),
    }


def _share(code: str, figures: Figures, texts: Texts) -> dict[str, Any]:
    measure = figures.measures[code]
    numerator, denominator = _counts(measure)
    why = measure.why == "not_yet"
    about = texts.text("index.why.not_yet") if why else texts.text("index.counts", part=numerator, whole=denominator)
    value = _value(code, measure.value, texts)
    return _bar(texts.text(f"index.{code}"), measure.value, value, about, figures.office_value(code))


def _service(line: ServiceLine, figures: Figures, texts: Texts) -> dict[str, Any]:
    tally = line.tally
    enough = tally.settled >= figures.policy.least_sample
    share = tally.on_time / tally.settled if enough and tally.settled else None
    about = texts.text("index.counts", part=tally.on_time, whole=tally.settled)
    return _bar(texts.wording(line.name), share, _value("on_time", share, texts), about, None)


def _ratings(figures: Figures, texts: Texts) -> dict[str, Any]:
    told = figures.measures["rating"].value is not None
    tally = figures.total
    bars = []
    for grade in reversed(GRADES):
        share = tally.grades[grade - 1] / tally.graded if told else None
        about = texts.number(tally.grades[grade - 1]) if told else ""
        bars.append(_bar(str(grade), share, _value("on_time", share, texts), about, None))
    return {
        "title": texts.text("index.rating"),
        "value": _value("rating", figures.measures["rating"].value, texts),
        "bars": bars if told else [],
        "nothing": texts.text("index.why.few"),
    }


def _line(figures: Figures, texts: Texts) -> dict[str, Any]:
    most = max((step.tally.dark for step in figures.steps), default=0) or 1
    bars = [
        _bar(
            texts.text("index.day", d=step.period.begins.day, m=step.period.begins.month),
            step.tally.dark / most,
            _value("offline", step.tally.dark / SECONDS, texts),
            "",
            None,
        )
        for step in figures.steps
    ]
    about = texts.many("index.dark_received", figures.dark_requests)
    value = _value("offline", figures.measures["offline"].value, texts)
    return {"title": texts.text("index.offline"), "value": value, "about": about, "bars": bars}


def _definition(code: str, texts: Texts) -> list[str]:
    parts = [texts.text(f"index.{code}.{part}") for part in ("numerator", "denominator")]
    return [texts.text(f"index.{code}"), texts.text(f"index.{code}.how"), " / ".join(parts)]


def _known(figures: Figures, texts: Texts) -> str:
    if figures.office is None:
        return texts.text("index.office_unknown")
    if figures.is_monthly:
        return figures.office.name
    ends = (figures.period.begins, figures.period.ends)
    named = [texts.text("index.month", month=texts.month(day.month), year=day.year) for day in ends]
    period = texts.text("index.days", first=texts.date(ends[0]), last=texts.date(ends[1]))
    whole = texts.text("index.joint_months").join(dict.fromkeys(named))
    return f"{figures.office.name}. {texts.text('index.office_monthly', period=period, months=whole)}"


def _bar(name: str, share: float | None, value: str, about: str, office: float | None) -> dict[str, Any]:
    return {"name": name, "share": share, "value": value, "about": about, "office": office}


def _counts(measure: Measure) -> tuple[int, int]:
    if BY_CODE[measure.code].unit == "hours":
        return round(measure.numerator / SECONDS), round(measure.denominator / SECONDS)
    return measure.numerator, measure.denominator


def _compared(code: str, value: float | None, texts: Texts) -> str:
    """A value of the office: of hours it is the share of the measured time."""
    hours = value is not None and BY_CODE[code].unit == "hours"
    return texts.text("index.percent", n=round(100 * (value or 0))) if hours else _value(code, value, texts)


def _value(code: str, value: float | None, texts: Texts) -> str:
    """A value with its unit, as the screen says it."""
    if value is None:
        return texts.text("index.no_value")
    unit = BY_CODE[code].unit
    if unit == "share":
        return texts.text("index.percent", n=round(100 * value))
    if unit == "hours":
        return texts.text("index.hours", n=texts.number(round(10 * value), 1))
    return texts.number(round(10 * value), 1)
