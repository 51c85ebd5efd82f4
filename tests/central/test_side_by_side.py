"""What only a database for many can show: two centres over one PostgreSQL, and many desks at both at once."""

from __future__ import annotations

import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from clerk_app.central import feed, keys
from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.clock import DAY as A_DAY
from clerk_app.central.database import Database
from clerk_app.central.feed import News
from clerk_app.central.misses import MOST_MISSES
from clerk_app.central.numbers import Numbering
from clerk_app.central.schema import DESK, FEED, REQUEST
from clerk_app.central.scope import KEPT, Scope
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.tries import FREE_FAILURES
from clerk_app.contract import canonical
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.exchange import Taken
from clerk_app.contract.signin import SignInRequest
from clerk_app.domain.bodies import RequestCorrected
from clerk_app.domain.errors import CounterError
from clerk_app.domain.payment_bodies import OrderTold
from tests.central.conftest import RESOURCES, MovedClock, settings_of
from tests.central.test_numbers import lone
from tests.support.at_once import at_once
from tests.support.centre_rows import rows
from tests.support.lone_desk import LoneDesk, subject
from tests.support.paid_cases import taken
from tests.support.postgres_server import PostgresServer

_PATIENCE = 60.0
type Two = tuple[Parts, Parts]


@pytest.fixture
def kind() -> str:
    """SQLite lets one write after the other, so there is nothing to see."""
    return "postgresql"


@pytest.fixture
def two(settings: CentralSettings) -> Iterator[Two]:
    """Two centres, each with connections of its own, as in two processes."""
    one, other = open_parts(settings), open_parts(settings)
    yield one, other
    one.database.close()
    other.database.close()


def asked(parts: Parts, sql: str) -> list[tuple[int, ...]]:
    with parts.database.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def test_centres_that_begin_on_an_empty_database_at_once_make_everything_once(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    with postgres.database() as address:
        empty = replace(
            settings_of(address, tmp_path), seed=RESOURCES / "seed" / "primerovo", services=RESOURCES / "catalogue"
        )
        opened = at_once(*[partial(open_parts, empty)] * 4)
        assert len({parts.keys.storage for parts in opened}) == 1
        assert len({parts.keys.anchor("Примерово").ca_pem for parts in opened}) == 1
        assert asked(opened[0], "SELECT count(*) FROM number_lease") == [(1,)]
        for parts in opened:
            parts.database.close()


def test_the_same_parcel_at_both_at_once_has_one_effect(two: Two) -> None:
    desk = lone(two[0])
    for _ in range(20):
        raw = desk.cut(*(desk.receive() for _ in range(3)))
        taken = at_once(*(partial(parts.accepting.take, raw) for parts in two))
        assert sorted((one.accepted, one.known) for one in taken) == [(0, 3), (3, 0)]
    assert asked(two[0], "SELECT count(*), count(DISTINCT subject) FROM request") == [(60, 60)]
    assert asked(two[0], "SELECT have, chain_ok_to FROM desk") == [(60, 60)]


def test_many_desks_at_both_at_once_get_one_gapless_sequence(two: Two) -> None:
    desks = [lone(two[place % 2]) for place in range(8)]

    def work(place: int) -> None:
        for _ in range(10):
            desk, parts = desks[place], two[place % 2]
            parts.accepting.take(desk.cut(*(desk.receive() for _ in range(5))))
            parts.numbering.give()

    at_once(*(partial(work, place) for place in range(8)))
    while any(parts.numbering.give() for parts in two):
        """Until nobody waits for a number."""
    assert asked(two[0], "SELECT serial FROM number_ledger ORDER BY serial") == [(one,) for one in range(1, 401)]
    assert asked(two[0], "SELECT count(*), count(DISTINCT serial) FROM request") == [(400, 400)]
    for desk in desks:
        assert sorted(registered(two[1], desk)) == list(range(1, 51))


def registered(parts: Parts, desk: LoneDesk) -> list[int]:
    """The entries whose numbers a desk hears of."""
    answers = parts.answering.next(parts.desks.get(desk.code), Heard(0, 0))
    assert not answers.more
    return [change.seq for change in answers.changes if change.kind == "registered"]


def test_a_reader_passes_nobody_by_while_many_write(two: Two) -> None:
    desk = two[0].desks.get(lone(two[0]).code)
    writers, each = 6, 60

    def write(parts: Parts) -> set[int]:
        for _ in range(each):
            with parts.database.write() as connection:
                told = News(desk=desk.code, kind="status", seq=1, body=b"{}")
                feed.publish(connection, parts.keys.municipality, [told])
        return set()

    def read(parts: Parts) -> set[int]:
        heard, position = set[int](), 0
        end = time.monotonic() + _PATIENCE
        while len(heard) < writers * each:
            assert time.monotonic() < end
            answers = parts.answering.next(desk, Heard(position, 0))
            assert answers.position >= position
            heard |= {change.position for change in answers.changes}
            position = answers.position
            assert heard >= set(range(1, position + 1))
        return heard

    writing = [partial(write, two[place % 2]) for place in range(writers)]
    first, second, *_ = at_once(partial(read, two[0]), partial(read, two[1]), *writing)
    assert first == second == set(range(1, writers * each + 1))


def test_what_comes_in_the_moment_of_its_request_is_not_left_waiting(two: Two) -> None:
    """Neither of the two transactions sees the other, and yet one of them must settle it."""
    takes, corrects = lone(two[0]), lone(two[1])
    for seq in range(1, 31):
        request = takes.cut(takes.receive(form={"a.x": "1"}))
        body = RequestCorrected(base_version=1, form={"a.x": "2"})
        change = corrects.cut(corrects.write("request.corrected", body, subject(takes.code, seq)))
        at_once(partial(two[0].accepting.take, request), partial(two[1].accepting.take, change))
    assert asked(two[0], "SELECT count(*) FROM entry WHERE outcome <> 'accepted'") == [(0,)]
    assert asked(two[0], "SELECT count(*), min(version), max(version) FROM request_field") == [(30, 2, 2)]


def test_every_change_of_a_request_gets_a_version_of_its_own(two: Two) -> None:
    desk, requests = lone(two[0]), 10
    entries = [desk.receive(form={"a.x": "1"}) for _ in range(requests)]
    two[0].accepting.take(desk.cut(*entries))
    numbers = [canonical.decode(entry.body or b"", dict)["number"] for entry in entries]

    def correct() -> None:
        for turn in range(5):
            body = RequestCorrected(base_version=1, form={"a.x": str(turn)})
            wanted = reversed(range(1, requests + 1))  # the other way round than who numbers them
            changes = [desk.write("request.corrected", body, subject(desk.code, seq)) for seq in wanted]
            parcels = [desk.cut(*changes)] if turn % 2 else [desk.cut(change) for change in changes]
            two[0].accepting.take_all(parcels)

    def handle() -> None:
        for turn in range(5):
            for number in numbers:
                two[1].registry.set_status(number, "u_radu", str(turn))

    at_once(correct, handle, two[0].numbering.give, two[1].numbering.give)
    with two[0].database.read() as connection:
        assert set(connection.execute(select(REQUEST.c.version)).scalars()) == {1 + 5 + 5 + 1}
    told = asked(two[0], "SELECT seq, version FROM feed")
    assert len(set(told)) == len(told) == (1 + 5 + 5) * requests


def test_two_who_look_over_old_cases_at_once_tell_each_of_them_once(two: Two, settings: CentralSettings) -> None:
    clock, desk, cases = settings.now, lone(two[0]), 150
    assert isinstance(clock, MovedClock)
    entries = [desk.receive() for _ in range(cases)]
    two[0].accepting.take(desk.cut(*entries))
    two[0].numbering.give()
    numbers = [canonical.decode(entry.body or b"", dict)["number"] for entry in entries]
    for state, told in (("resen_odbijen", "gone"), ("zalba", "entered")):
        for number in numbers:
            two[0].registry.set_status(number, state)
        clock.at += 2 * KEPT
        looking = [Scope(parts.database, parts.keys.municipality, clock).look for parts in two]
        assert any(at_once(*looking))
        found = asked(two[0], f"SELECT seq FROM feed WHERE kind = '{told}' ORDER BY seq")
        assert found == [(seq,) for seq in range(1, cases + 1)]


def test_orders_that_both_let_end_are_told_once_and_never_those_that_were_paid(
    two: Two, settings: CentralSettings
) -> None:
    clock, desk = settings.now, lone(two[0])
    assert isinstance(clock, MovedClock)
    cases = [taken(two[0], desk) for _ in range(40)]
    clock.at += 100 * A_DAY

    def pay() -> int:
        paid = [case.report("1", 33_000, case.republic) for case in reversed(cases)]
        return sum(one.outcome == "taken" for one in paid)

    at_once(pay, two[0].payments.expire, two[1].payments.expire)
    with two[0].database.read() as connection:
        bodies = select(FEED.c.body).where(FEED.c.kind == "order").order_by(FEED.c.position)
        told = [canonical.decode(body, OrderTold) for body in connection.execute(bodies).scalars()]
    for case in cases:
        republic = [one.what for one in told if one.order == case.republic]
        assert republic in (["paid"], ["expired", "paid"])
        assert [one.what for one in told if one.order == case.local] == ["expired"]


def test_parcels_of_the_same_desks_in_any_order_wait_and_never_for_each_other(two: Two) -> None:
    """Each brings news, so that each wants the feed's counter too."""
    desks = [lone(two[0]) for _ in range(4)]

    def work(place: int) -> int:
        accepted = 0
        for _ in range(10):
            with cutting:
                parcels = [desk.cut(desk.receive(number="x")) for desk in desks]
            ordered = parcels if place % 2 else parcels[::-1]
            taken = two[place % 2].accepting.take_all(ordered)
            accepted += sum(one.accepted for one in taken if isinstance(one, Taken))
        return accepted

    cutting = threading.Lock()
    assert at_once(*(partial(work, place) for place in range(4))) == [40] * 4
    assert asked(two[0], "SELECT count(*), max(position) FROM feed") == [(160, 160)]
    assert asked(two[0], "SELECT sum(have) FROM desk") == [(160,)]


def test_desks_that_are_enrolled_at_once_are_all_different(two: Two) -> None:
    codes = [two[0].enrolment.make_code("usluzni-centar", "1") for _ in range(8)]

    def enrol(place: int) -> str:
        secret = parse(codes[place]).secret
        request = EnrolmentRequest(
            secret=secret, sign_public=secrets.token_bytes(32), seal_public=secrets.token_bytes(32)
        )
        return two[place % 2].enrolment.enrol(request).desk

    assert len(set(at_once(*(partial(enrol, place) for place in range(8))))) == 8


def said(work: Callable[[], object]) -> str:
    """The code that a work failed with."""
    try:
        work()
    except CounterError as error:
        return error.code
    return ""


def test_who_guesses_side_by_side_guesses_no_more_often(two: Two) -> None:
    request = EnrolmentRequest(secret="AAAAAAAA", sign_public=bytes(32), seal_public=bytes(32))
    guesses = [partial(said, partial(two[place % 2].enrolment.enrol, request)) for place in range(16)]
    assert Counter(at_once(*guesses)) == {"enrolment_code_wrong": MOST_MISSES, "enrolment_wait": 16 - MOST_MISSES}


def test_who_tries_a_name_side_by_side_tries_it_no_more_often(two: Two) -> None:
    desks = [two[0].desks.get(lone(two[0]).code) for _ in range(6)]
    request = SignInRequest(user="niko", password="x", reply_public=bytes(32))
    tries = [partial(said, partial(two[place % 2].sign_ins.sign_in, desks[place], request)) for place in range(6)]
    assert Counter(at_once(*tries)) == {"password_wrong": FREE_FAILURES, "password_wait": 6 - FREE_FAILURES}


def test_who_would_wait_for_each_other_for_ever_are_parted(two: Two) -> None:
    desks = [lone(two[0]).code for _ in range(2)]
    met = threading.Barrier(2)

    def lock(parts: Parts, first: str, second: str) -> None:
        with parts.database.write() as connection:
            connection.execute(select(DESK).where(DESK.c.code == first).with_for_update())
            met.wait(20)
            connection.execute(select(DESK).where(DESK.c.code == second).with_for_update())

    locking = (partial(lock, two[0], *desks), partial(lock, two[1], *reversed(desks)))
    assert sorted(at_once(*(partial(said, work) for work in locking))) == ["", "centre_busy"]


def test_keys_and_the_lease_are_one_for_all_who_ask_first(settings: CentralSettings) -> None:
    databases = [Database(settings.database_url) for _ in range(4)]
    loaded = at_once(*(partial(keys.load, database, "novo") for database in databases))
    assert len({one.storage for one in loaded}) == 1
    at_once(*(partial(Numbering, database, "one", settings.now) for database in databases))
    for database in databases:
        database.close()
    assert rows(settings.database_url, "SELECT count(*) FROM number_lease") == [(1,)]
