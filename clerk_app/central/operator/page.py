"""The page of cases: how many stand where, which are late, payments that fit nothing, the invented population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, select

from clerk_app.central import requests
from clerk_app.central.clock import local
from clerk_app.central.operator.frame import Frame, framed
from clerk_app.central.operator.markup import NOTHING, Html, cell, column, joined, row, table, tag
from clerk_app.central.payments.page import strays_part
from clerk_app.central.population.lookups import Counts, Population
from clerk_app.central.schema import REQUEST
from clerk_app.domain.cases import STATES, TO_SUPPLEMENT
from clerk_app.domain.payments_stray import StrayPayments
from clerk_app.domain.requests import FINISHED
from clerk_app.i18n import Texts

_SOON = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """``cases`` are states with how many cases are in each, in the order of their lives.

    ``deadlines`` counts the open ones that are late, and those due within three days. ``population`` is ``None`` where
    none was seeded. ``strays`` are payments that fit no order, or are to be sent back.
    """

    cases: tuple[tuple[str, int], ...] = ()
    deadlines: tuple[int, int] = (0, 0)
    population: Counts | None = None
    strays: StrayPayments = field(default_factory=StrayPayments)


def work(connection: Connection, municipality: str, now: int, strays: StrayPayments) -> Work:
    """What the centre counts now."""
    population = Population(municipality).counts(connection)
    cases, deadlines = _counts(connection, municipality, now)
    return Work(
        cases=cases,
        deadlines=deadlines,
        population=population if population.citizens else None,
        strays=strays,
    )


def render(frame: Frame, shown: Work) -> str:
    """The page from values alone; whatever comes from data is escaped."""
    texts = frame.texts
    return framed(
        frame,
        texts.text("operator.place.cases"),
        _cases(shown, texts),
        Html(strays_part(shown.strays, texts)),
        _population(shown, texts),
    )


def counted(today: date) -> Select[tuple[Any, ...]]:
    """Cases by state, and how many of each are late or due soon: by an index that holds all that is asked."""
    day, last = today.isoformat(), (today + _SOON).isoformat()
    late = and_(REQUEST.c.deadline != "", REQUEST.c.deadline < day)
    soon = and_(REQUEST.c.deadline >= day, REQUEST.c.deadline <= last)
    asked = select(REQUEST.c.state, func.count(), *(func.count().filter(which) for which in (late, soon)))
    return asked.where(REQUEST.c.municipality == bindparam("in_municipality")).group_by(REQUEST.c.state)


def _counts(connection: Connection, municipality: str, now: int) -> tuple[tuple[tuple[str, int], ...], tuple[int, int]]:
    """States that any case is in, annulled ones last; open cases that are late, and that are due soon.

    A call to supplement stops the time.
    """
    rows = connection.execute(counted(local(now).date()), {"in_municipality": municipality}).all()
    many = {state: count for state, count, _, _ in rows}
    running = [row for row in rows if row[0] not in {*FINISHED, TO_SUPPLEMENT}]
    states = tuple((state, many[state]) for state in (*STATES, requests.ANNULLED) if state in many)
    return states, (sum(row[2] for row in running), sum(row[3] for row in running))


def _cases(shown: Work, texts: Texts) -> Html:
    heading = tag("h2", texts.text("central.page.cases"))
    if not shown.cases:
        return joined((heading, tag("p", texts.text("central.page.no_cases"))))
    rows = [(texts.text(f"state.{state}"), count) for state, count in shown.cases]
    rows.append((texts.text("central.page.together"), sum(count for _, count in shown.cases)))
    late, soon = shown.deadlines
    due = [(texts.text("central.page.late"), late), (texts.text("central.page.soon"), soon)]
    counted = _counted(texts.text("central.page.cases"), ("status", "how_many"), rows, texts)
    deadlines = _counted(texts.text("central.page.deadlines"), ("deadline", "how_many"), due, texts)
    return joined((heading, counted, tag("h2", texts.text("central.page.deadlines")), deadlines))


def _population(shown: Work, texts: Texts) -> Html:
    if shown.population is None:
        return NOTHING
    said = texts.text("central.page.population")
    note = tag("p", texts.text("central.page.invented"), class_="dim")
    counts = shown.population
    named = (("citizens", counts.citizens), ("companies", counts.companies), ("parcels", counts.parcels))
    rows = [(texts.text(f"central.page.population.{name}"), count) for name, count in named]
    return joined((tag("h2", said), note, _counted(said, ("register", "how_many"), rows, texts)))


def _counted(caption: str, columns: tuple[str, str], rows: Sequence[tuple[str, int]], texts: Texts) -> Html:
    """A narrow table of what there is and how many."""
    first, second = (texts.text(f"central.page.column.{name}") for name in columns)
    heads = [column(first), column(second, class_="number")]
    return table(
        caption,
        heads,
        [row(name, cell(texts.number(count), class_="number")) for name, count in rows],
        class_="counted",
    )
