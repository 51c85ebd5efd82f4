"""The six tiles: which indicators each shows, and how figures become what it draws."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.domain.index import GRADES, SECONDS
from clerk_app.domain.index_figures import Figures, ServiceLine
from clerk_app.i18n import Texts
from clerk_app.ui.index.bars_plot import Bar, BarsPlot
from clerk_app.ui.index.strip_plot import Strip, StripPlot
from clerk_app.ui.index.tile import Tile, TilePart
from clerk_app.ui.index.trend_plot import Trend, TrendPlot
from clerk_app.ui.index.words import (
    counts_words,
    deadline_words,
    foot_words,
    step_words,
    told,
    value_words,
    why_words,
)
from clerk_app.ui.theme import Look

SHARES = ("by_ezup", "by_epayment", "by_inbox", "by_portal")
_GRADE_COLOUR = "plot_4"


@dataclass(frozen=True, slots=True, eq=False)
class Tiles:
    """The tiles in their order, and what fills each of them."""

    all: tuple[Tile, ...]
    fills: tuple[Callable[[Figures], None], ...]

    def show_figures(self, figures: Figures) -> None:
        """Fill every tile."""
        for fill in self.fills:
            fill(figures)


def make_tiles(look: Look, texts: Texts) -> Tiles:
    """Records, deadlines, shares; visits and supplements, the line, ratings."""
    made = (
        _trends(look, texts, (("not_asked", "plot_1"),)),
        _deadlines(look, texts),
        _shares(look, texts),
        _trends(look, texts, (("visits", "plot_3"), ("supplements", "plot_4"))),
        _line(look, texts),
        _ratings(look, texts),
    )
    return Tiles(tuple(tile for tile, _ in made), tuple(fill for _, fill in made))


type _Made = tuple[Tile, Callable[[Figures], None]]


def _trends(look: Look, texts: Texts, wanted: tuple[tuple[str, str], ...]) -> _Made:
    """One or two trends beside each other, each with its number."""
    codes = tuple(code for code, _ in wanted)
    plots = [TrendPlot(look, colour) for _, colour in wanted]
    parts = [TilePart(look, plot) for plot in plots]
    tile = Tile(look, codes, texts.text(f"index.tile.{codes[0]}"), parts)

    def fill(figures: Figures) -> None:
        for code, part, plot in zip(codes, parts, plots, strict=True):
            measure = figures.measures[code]
            about = texts.text(f"index.{code}.short")
            part.show_number(value_words(code, measure.value, texts), about)
            plot.show_trend(trend_of(code, figures, texts))
        tile.say(foot_words(figures, codes[0], texts), " ".join(told(code, figures, texts) for code in codes))

    return tile, fill


def trend_of(code: str, figures: Figures, texts: Texts) -> Trend:
    """The weeks or months of one indicator."""
    weekly = all(step.period.days <= 7 for step in figures.steps)
    values = [step.measures[code].value for step in figures.steps]
    office = [figures.office_at(code, step.period) for step in figures.steps]
    target = figures.policy.targets.get(code)
    share = code not in {"visits"}
    known = [value for value in (*values, *office) if value is not None]
    top = 1.0 if share and code != "supplements" else _top(max(known, default=0), share=share)
    return Trend(
        labels=[step_words(step.period, texts, weekly=weekly) for step in figures.steps],
        values=values,
        office=office,
        top=top,
        said=lambda value: value_words(code, value, texts),
        own_name=texts.text("index.desk"),
        office_name=texts.text("index.office"),
        target=target / 100 if target is not None and share else None,
        target_name=texts.text("index.target", n=target or 0),
        nothing=why_words(figures.measures[code], texts) or texts.text("index.why.few"),
    )


def _top(highest: float, *, share: bool) -> float:
    """The end of a scale that holds ``highest``: quarters of a share, whole visits."""
    if share:
        return next((part for part in (0.1, 0.25, 0.5) if highest <= part), 1.0)
    return float(max(2, int(highest) + 1))


def _deadlines(look: Look, texts: Texts) -> _Made:
    plot = BarsPlot(look, name_share=0.5)
    part = TilePart(look, plot)
    tile = Tile(look, ("on_time",), texts.text("index.tile.on_time"), [part])

    def fill(figures: Figures) -> None:
        measure = figures.measures["on_time"]
        part.show_number(value_words("on_time", measure.value, texts), texts.text("index.on_time.short"))
        bars = [service_bar(line, figures, texts) for line in figures.services]
        plot.show_bars(bars, texts.text("index.why.few"), texts.text("index.more", n="{n}"))
        tile.say(foot_words(figures, "on_time", texts), told("on_time", figures, texts))

    return tile, fill


def service_bar(line: ServiceLine, figures: Figures, texts: Texts) -> Bar:
    """How one procedure kept its deadline; too few cases have no bar."""
    tally = line.tally
    enough = tally.settled >= figures.policy.least_sample
    share = tally.on_time / tally.settled if enough and tally.settled else None
    about = [deadline_words(line.deadline, texts)] if line.deadline is not None else []
    about.append(texts.text("index.counts", part=tally.on_time, whole=tally.settled))
    if tally.ended:
        about.append(texts.text("index.average_days", n=texts.number(round(10 * tally.spent / tally.ended), 1)))
    return Bar(
        name=texts.wording(line.name),
        share=share,
        value=value_words("on_time", share, texts),
        about=texts.text("index.joint").join(about),
    )


def _shares(look: Look, texts: Texts) -> _Made:
    plot = BarsPlot(look, name_share=0.5)
    part = TilePart(look, plot)
    tile = Tile(look, SHARES, texts.text("index.tile.shares"), [part])
    colours = ("plot_1", "plot_3", "plot_2", "plot_4")

    def fill(figures: Figures) -> None:
        bars = []
        for code, colour in zip(SHARES, colours, strict=True):
            measure = figures.measures[code]
            about = why_words(measure, texts) if measure.why == "not_yet" else counts_words(measure, texts)
            bar = Bar(
                name=texts.text(f"index.{code}.bar"), share=measure.value, office=figures.office_value(code),
                value=value_words(code, measure.value, texts), about=about, colour=colour,
            )  # fmt: skip
            bars.append(bar)
        plot.show_bars(bars, "")
        marked = texts.text("index.office_mark") if any(bar.office is not None for bar in bars) else ""
        part.show_number("", "")
        component = texts.text("index.component", n=3)
        foot = texts.text("index.joint").join(each for each in (component, marked) if each)
        tile.say(foot, " ".join(told(code, figures, texts) for code in SHARES))

    return tile, fill


def _line(look: Look, texts: Texts) -> _Made:
    plot = StripPlot(look)
    part = TilePart(look, plot)
    tile = Tile(look, ("offline",), texts.text("index.tile.offline"), [part])

    def fill(figures: Figures) -> None:
        measure = figures.measures["offline"]
        received = texts.many("index.dark_received", figures.dark_requests)
        part.show_number(value_words("offline", measure.value, texts), received)
        weekly = all(step.period.days <= 7 for step in figures.steps)
        columns = [(step_words(step.period, texts, weekly=weekly), step.tally.dark / SECONDS) for step in figures.steps]
        plot.show_strip(
            Strip(
                first=figures.period.first,
                last=figures.period.last,
                upto=figures.today,
                spans=figures.dark,
                columns=columns,
            )
        )
        tile.say(foot_words(figures, "offline", texts), told("offline", figures, texts))

    return tile, fill


def _ratings(look: Look, texts: Texts) -> _Made:
    plot = BarsPlot(look, name_share=0.2)
    part = TilePart(look, plot)
    tile = Tile(look, ("rating",), texts.text("index.tile.rating"), [part])

    def fill(figures: Figures) -> None:
        measure, tally = figures.measures["rating"], figures.total
        about = texts.text("index.rating_of", n=texts.number(tally.graded))
        part.show_number(value_words("rating", measure.value, texts), about)
        told_at_all = measure.value is not None
        bars = [
            Bar(
                name=str(grade),
                share=tally.grades[grade - 1] / tally.graded if told_at_all else None,
                value=value_words("on_time", tally.grades[grade - 1] / tally.graded if told_at_all else None, texts),
                colour=_GRADE_COLOUR,
            )
            for grade in reversed(GRADES)
        ]
        plot.show_bars(bars if told_at_all else [], texts.text("index.why.few"))
        rated = texts.text("index.rated", part=texts.number(tally.graded), whole=texts.number(tally.requests))
        office = figures.office_value("rating")
        parts = [texts.text("index.component", n=4), rated]
        if office is not None:
            parts.append(texts.text("index.office_is", value=value_words("rating", office, texts)))
        tile.say(texts.text("index.joint").join(parts), told("rating", figures, texts))

    return tile, fill
