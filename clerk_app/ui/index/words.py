"""How indicators are said: values, counts, periods, deadlines, and a plot in one sentence."""

from __future__ import annotations

from datetime import date

from clerk_app.domain.catalogue import Deadline, Wording
from clerk_app.domain.index import BY_CODE, SECONDS, Measure, Period
from clerk_app.domain.index_figures import Figures
from clerk_app.domain.index_periods import month_of
from clerk_app.i18n import Texts

_DECIMALS = 1


def value_words(code: str, value: float | None, texts: Texts) -> str:
    """A value with its unit: ``71 %``, ``1,3``, ``4,6``, ``61 h``; a dash where there is none."""
    if value is None:
        return texts.text("index.no_value")
    unit = BY_CODE[code].unit
    if unit == "share":
        return texts.text("index.percent", n=round(100 * value))
    if unit == "hours":
        whole = value >= 10 or value == 0
        return texts.text(
            "index.hours", n=texts.number(round(value) if whole else round(value * 10), 0 if whole else 1)
        )
    return texts.number(round(value * 10**_DECIMALS), _DECIMALS)


def compared_words(code: str, value: float | None, texts: Texts) -> str:
    """A value of the office or the municipality: of hours it is the share of the measured time."""
    if value is not None and BY_CODE[code].unit == "hours":
        return texts.text("index.percent", n=round(100 * value))
    return value_words(code, value, texts)


def counts_words(measure: Measure, texts: Texts) -> str:
    """Both counts: ``71 од 100``; the seconds of the line as hours."""
    numerator, denominator = (texts.number(count) for count in counts(measure))
    if BY_CODE[measure.code].unit == "hours":
        numerator, denominator = (texts.text("index.hours", n=count) for count in (numerator, denominator))
    return texts.text("index.counts", part=numerator, whole=denominator)


def counts(measure: Measure) -> tuple[int, int]:
    """Both counts as they are told: hours for the line."""
    if BY_CODE[measure.code].unit == "hours":
        return round(measure.numerator / SECONDS), round(measure.denominator / SECONDS)
    return measure.numerator, measure.denominator


def why_words(measure: Measure, texts: Texts) -> str:
    """Why there is no value; empty where there is one."""
    return texts.text(f"index.why.{measure.why}") if measure.why else ""


def foot_words(figures: Figures, code: str, texts: Texts) -> str:
    """Below a plot: the component, what stands behind it, and the office."""
    component = texts.text("index.component", n=BY_CODE[code].component)
    measure = figures.measures[code]
    said = counts_words(measure, texts)
    if BY_CODE[code].unit == "hours" and measure.denominator:
        share = compared_words(code, measure.numerator / measure.denominator, texts)
        said = texts.text("index.share_of_time", share=share, counts=said)
    parts = [component, said]
    office = figures.office_value(code)
    if office is not None:
        parts.append(texts.text("index.office_is", value=compared_words(code, office, texts)))
    return texts.text("index.joint").join(parts)


def period_words(period: Period, texts: Texts, today: int = 0) -> str:
    """A period as a head says it: a month by name, if it is whole or goes up to ``today``, else its two days."""
    first, whole = period.begins, month_of(period.begins)
    if period.first == whole.first and period.last in {whole.last, min(today, whole.last)}:
        return texts.text("index.month", month=texts.month(first.month), year=first.year)
    return texts.text("index.days", first=texts.date(first), last=texts.date(period.ends))


def step_words(step: Period, texts: Texts, *, weekly: bool) -> str:
    """Below a step of a plot: the day on which a week begins, or the month."""
    if weekly:
        return texts.text("index.day", d=step.begins.day, m=step.begins.month)
    return texts.month(step.begins.month)[:3]


def deadline_words(deadline: Deadline | None, texts: Texts) -> str:
    """The legal deadline of a procedure."""
    if deadline is None:
        return ""
    if deadline.kind in {"days", "working_days"}:
        return texts.many(f"index.deadline.{deadline.kind}", deadline.days)
    return texts.text(f"index.deadline.{deadline.kind}")


def known_words(figures: Figures, texts: Texts, at: date | None) -> str:
    """Of when the figures of the office are, for whoever has no line now."""
    if figures.office is None or at is None:
        return texts.text("index.office_unknown")
    office = Wording(sr=figures.office.name, en=figures.office.name)
    known = texts.text("index.office_known", office=office, date=texts.date(at))
    if figures.is_monthly:
        return known
    period = period_words(figures.period, texts, figures.today)
    named = [period_words(month_of(day), texts) for day in (figures.period.begins, figures.period.ends)]
    whole = texts.text("index.joint_months").join(dict.fromkeys(named))
    return f"{texts.text('index.office_monthly', period=period, months=whole)} {known}"


def told(code: str, figures: Figures, texts: Texts) -> str:
    """A plot in one sentence, for those who do not see it."""
    measure = figures.measures[code]
    said = value_words(code, measure.value, texts)
    return texts.text("index.told", name=texts.text(f"index.{code}"), value=said, counts=counts_words(measure, texts))
