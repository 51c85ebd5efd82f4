"""What the database sums is what the domain sums of the same requests, whatever they are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from clerk_app.domain.index import INDICATORS, Period, Tally, added, measured
from clerk_app.domain.index_facts import Facts, tallied
from clerk_app.domain.index_periods import stepped
from clerk_app.store.database import compiled
from clerk_app.store.index import DeskIndex
from clerk_app.store.schema import view_measure
from tests.store.desk import Desk, open_desk

TODAY = date(2026, 11, 23).toordinal()
PERIOD = Period(first=TODAY - 20, last=TODAY)
DAY = st.integers(TODAY - 30, TODAY + 30)
FLAG = st.integers(0, 1)
FEW = st.integers(0, 3)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    service, received = draw(st.sampled_from(("birth-extract", "marriage", "taxi-permit"))), draw(DAY)
    if draw(st.booleans()):
        fee = draw(FLAG)
        return Facts(service=service, received=received, origin=2, fee=fee, paid=draw(FLAG) * fee)
    return Facts(
        service=service, received=received, due=draw(st.one_of(st.just(0), DAY)),
        decided=draw(st.one_of(st.just(0), DAY)), running=draw(FLAG), by_body=draw(FEW), by_party=draw(FEW),
        obtained=draw(FEW), fee=draw(FLAG), paid=draw(FLAG), inbox=draw(FLAG), visit=draw(FEW), later=draw(FEW),
        called=draw(FLAG), grade=draw(st.integers(0, 5)),
    )  # fmt: skip


def put(desk: Desk, requests: list[Facts]) -> None:
    with desk.database.writing() as connection:
        connection.execute("DELETE FROM view_measure")
        rows = [{"seq": seq, **asdict(one)} for seq, one in enumerate(requests, start=1)]
        connection.executemany(compiled(insert(view_measure)), rows)


@settings(max_examples=60, deadline=None)
@given(requests=st.lists(facts(), max_size=40))
def test_the_database_counts_as_the_domain_does(
    tmp_path_factory: pytest.TempPathFactory, requests: list[Facts]
) -> None:
    desk = open_desk(tmp_path_factory.mktemp("desk"))
    put(desk, requests)
    counted = DeskIndex(desk.database).counted(PERIOD, TODAY)
    assert added(counted.days.values()) == tallied(requests, PERIOD, TODAY)
    for step, tally in stepped(counted.days, PERIOD):
        assert tally == tallied(requests, step, TODAY)
    own = [one for one in requests if one.origin == 0]
    services = DeskIndex(desk.database).by_service(PERIOD, TODAY)
    for service in {one.service for one in own}:
        expected = tallied([one for one in own if one.service == service], PERIOD, TODAY)
        assert services.get(service, Tally()) == expected
        kept = counted.services.get(service, Tally())
        assert (kept.settled, kept.on_time) == (expected.settled, expected.on_time)
    desk.close()


def test_the_evidence_of_an_indicator_adds_up_to_its_counts(desk: Desk) -> None:
    for who in range(6):
        desk.accept(who, visit=f"{who:032x}", delivery="inbox" if who % 2 else "counter")
    with desk.database.writing() as connection:
        connection.execute(
            "UPDATE view_measure SET by_body = 2, by_party = 1, fee = 1, paid = seq % 2, called = seq = 3"
        )
        connection.execute("UPDATE view_measure SET grade = seq, decided = due - 2 + seq")
        connection.execute("UPDATE view_measure SET grade = 0 WHERE grade > 5")
    index = DeskIndex(desk.database)
    period, today = Period(first=TODAY - 5, last=TODAY + 30), TODAY + 30
    found = measured(added(index.counted(period, today).days.values()), 1, frozenset({"ezup"}))
    for indicator in INDICATORS:
        evidence = index.evidence(indicator.code, period, today, 100)
        if indicator.code == "offline":
            assert evidence == ()
            continue
        told = found[indicator.code]
        assert sum(one.numerator for one in evidence) == told.numerator, indicator.code
        assert sum(one.denominator for one in evidence) == told.denominator, indicator.code
    newest, *_, oldest = index.evidence("visits", period, today, 100)
    assert (newest.number, oldest.number) == (
        desk.rows("SELECT max(seq) FROM view_measure") and newest.number,
        oldest.number,
    )
    assert newest.number > oldest.number
    assert len(index.evidence("visits", period, today, 2)) == 2
