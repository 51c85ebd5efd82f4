"""The page of cases in both languages, from values alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, insert, text

from clerk_app.central.clock import local
from clerk_app.central.database import Database
from clerk_app.central.operator.frame import Frame
from clerk_app.central.operator.page import Work, counted, render, work
from clerk_app.central.population.lookups import Counts
from clerk_app.central.requests import ANNULLED
from clerk_app.central.schema import REQUEST
from clerk_app.domain.cases import STATES
from clerk_app.domain.payments_stray import StrayPayment, StrayPayments
from tests.central.conftest import TEXTS
from tests.support.lone_desk import START
from tests.support.postgres_server import PostgresServer

FRAME = Frame(texts=TEXTS, municipality="М", now=START)


@pytest.mark.parametrize("language", ["sr-Cyrl", "sr-Latn", "en"])
def test_cases_and_population_are_counted(language: str) -> None:
    texts = TEXTS.in_language(language)
    counts = Counts(citizens=2040, companies=150, parcels=1200)
    cases = tuple((state, 1001) for state in (*STATES, ANNULLED))
    page = render(replace(FRAME, texts=texts), Work(cases=cases, deadlines=(2002, 3003), population=counts))
    for state in (*STATES, ANNULLED):
        assert f'<th scope="row">{texts.text(f"state.{state}")}</th>' in page
    assert texts.number(1001 * len(cases)) in page
    assert all(texts.number(count) in page for count in (2040, 2002, 3003))


def test_what_comes_from_a_bank_is_escaped() -> None:
    stray = StrayPayment(id="<b>", at=START, told="97 <i>", amount=100, why="order_unknown", outcome="unknown")
    page = render(FRAME, Work(strays=StrayPayments(lines=(stray,))))
    assert "<b>" not in page
    assert "<i>" not in page


def test_nothing_is_said_calmly() -> None:
    page = render(FRAME, Work())
    assert TEXTS.text("central.page.no_cases") in page
    assert TEXTS.text("central.page.population") not in page


TODAY = local(START).date()
MANY = 4000
STATES_OF_MANY = ("zaveden", "u_radu", "neuredan_dopuna", "resen_usvojen", ANNULLED)


def case(number: int, state: str, deadline: date | None, municipality: str = "primerovo") -> dict[str, object]:
    return {
        "municipality": municipality,
        "desk": "D1",
        "seq": number,
        "subject": number.to_bytes(32),
        "number": f"D1-{number}",
        "service": "s",
        "service_version": 1,
        "clerk": "k",
        "form": "{}" + " " * 2000,
        "arrived": START,
        "state": state,
        "version": 1,
        "deadline": deadline.isoformat() if deadline is not None else "",
    }


@pytest.fixture
def full(kind: str, postgres: PostgresServer, tmp_path: Path) -> Iterator[Database]:
    """A database with many cases, as it stands once it was last looked after."""
    with postgres.database() as address:
        database = Database(address if kind == "postgresql" else f"sqlite:///{tmp_path / 'full.db'}")
        with database.write() as connection:
            rows = [case(one, STATES_OF_MANY[one % 5], TODAY + timedelta(days=one % 9 - 4)) for one in range(MANY)]
            connection.execute(insert(REQUEST), rows)
        if kind == "postgresql":
            with psycopg.connect(address, autocommit=True) as beside:
                beside.execute("VACUUM ANALYZE request")
        yield database
        database.close()


def plan(connection: Connection) -> str:
    """How the database would count them."""
    sqlite = connection.dialect.name == "sqlite"
    said = counted(TODAY).params(in_municipality="primerovo")
    compiled = said.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    explained = text(f"{'EXPLAIN QUERY PLAN' if sqlite else 'EXPLAIN'} {str(compiled).replace('%%', '%')}")
    return "\n".join(str(row[-1]) for row in connection.execute(explained))


def test_they_are_counted_by_an_index_alone_and_no_table_is_walked(full: Database) -> None:
    with full.read() as connection:
        shown = plan(connection)
    assert ("Index Only Scan" in shown) or ("COVERING INDEX request_by_state" in shown), shown
    assert "Seq Scan" not in shown


def test_late_and_soon_are_those_whose_time_runs(kind: str, full: Database) -> None:
    with full.write() as connection:
        connection.execute(insert(REQUEST), [case(1, "zaveden", TODAY - timedelta(days=30), "drugo")])
        connection.execute(insert(REQUEST), [case(MANY + 1, "zaveden", None)])
        shown = work(connection, "primerovo", START, StrayPayments())
    running = [one for one in range(MANY) if STATES_OF_MANY[one % 5] in ("zaveden", "u_radu")]
    days = [one % 9 - 4 for one in running]
    assert shown.deadlines == (sum(day < 0 for day in days), sum(0 <= day <= 3 for day in days))
    assert dict(shown.cases) == {state: MANY // 5 + (state == "zaveden") for state in STATES_OF_MANY}
