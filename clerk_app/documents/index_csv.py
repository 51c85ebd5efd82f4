"""Indicators as CSV: semicolons, decimal commas and a byte order mark, as spreadsheets here open it by themselves."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from clerk_app.domain.index import BY_CODE, SECONDS, Measure, Period
from clerk_app.domain.index_figures import Figures
from clerk_app.i18n import Texts
from clerk_app.ports.paper import IndexFacts

_BOM = "\ufeff"
_DECIMALS = 4
_HEADINGS = (
    "indicator", "code", "component", "first", "last", "service", "numerator", "denominator", "value", "unit",
    "office", "what",
)  # fmt: skip


def table_of(facts: IndexFacts, texts: Texts) -> bytes:
    """Every indicator over the period, then by week or month, then the deadlines of each procedure."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    figures = facts.figures
    writer.writerow([texts.text(f"index.csv.{name}") for name in _HEADINGS])
    for code in BY_CODE:
        writer.writerow(_row(figures.measures[code], figures.period, figures, texts, office=True))
    for code in BY_CODE:
        for step in figures.steps:
            writer.writerow(_row(step.measures[code], step.period, figures, texts))
    for line in figures.services:
        tally = line.tally
        enough = tally.settled >= figures.policy.least_sample
        value = tally.on_time / tally.settled if enough and tally.settled else None
        measure = Measure(code="on_time", numerator=tally.on_time, denominator=tally.settled, value=value)
        writer.writerow(_row(measure, figures.period, figures, texts, service=texts.wording(line.name)))
    issuer = facts.issuer
    place = texts.text("day.counter", counter=issuer.counter)
    writer.writerow([texts.text("index.csv.not_a_score"), issuer.municipality.name, place, facts.made])
    return (_BOM + stream.getvalue()).encode()


def _row(
    measure: Measure, period: Period, figures: Figures, texts: Texts, *, service: str = "", office: bool = False
) -> Iterable[str]:
    indicator = BY_CODE[measure.code]
    hours = indicator.unit == "hours"
    counts = [_decimal(count / SECONDS) if hours else str(count) for count in (measure.numerator, measure.denominator)]
    if measure.why == "not_yet":
        counts = ["", ""]
    what = [texts.text(f"index.{measure.code}.{part}") for part in ("numerator", "denominator")]
    return (
        texts.text(f"index.{measure.code}"),
        measure.code,
        str(indicator.component),
        period.begins.isoformat(),
        period.ends.isoformat(),
        _plain(service),
        *counts,
        _value(measure.code, measure.value),
        texts.text(f"index.unit.{indicator.unit}"),
        _value(measure.code, figures.office_value(measure.code)) if office and not hours else "",
        " / ".join(what),
    )


def _value(code: str, value: float | None) -> str:
    """A share in percent; nothing where there is too little data."""
    if value is None:
        return ""
    return _decimal(100 * value if BY_CODE[code].unit == "share" else value)


def _decimal(value: float) -> str:
    return f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".").replace(".", ",") or "0"


def _plain(text: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
