"""Unique numbers: one sequence a year, without gaps, whoever gives them and whoever dies."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from clerk_app.central.app import Parts
from clerk_app.central.database import Database
from clerk_app.central.numbers import LEASE, Numbering
from clerk_app.central.schema import NUMBER_LEDGER
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from tests.central.conftest import MovedClock, Running
from tests.support.central_process import CentralProcess
from tests.support.centre_rows import rows
from tests.support.lone_desk import Caller, LoneDesk, enrol


def given(database: Database) -> list[tuple[int, int]]:
    with database.read() as connection:
        rows = connection.execute(select(NUMBER_LEDGER.c.year, NUMBER_LEDGER.c.serial).order_by(NUMBER_LEDGER.c.year))
        return [(row.year, row.serial) for row in rows]


def filled(running_parts: Parts, desk: LoneDesk, count: int) -> None:
    running_parts.accepting.take(desk.cut(*(desk.receive() for _ in range(count))))


def two_numberings(settings: CentralSettings) -> tuple[Parts, Numbering, Numbering]:
    parts = open_parts(settings)
    one, two = (Numbering(parts.database, holder, settings.now) for holder in ("one", "two"))
    return parts, one, two


def lone(parts: Parts) -> LoneDesk:
    return Running(central=Still(parts), url="", clock=MovedClock(), settings=None).clerk()  # type: ignore[arg-type]


class Still:
    """A centre that does not listen."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts


def test_only_the_holder_of_the_lease_gives_until_it_lapses(settings: CentralSettings) -> None:
    parts, one, two = two_numberings(settings)
    desk = lone(parts)
    filled(parts, desk, 1)
    assert one.give() == {desk.code}
    filled(parts, desk, 1)
    assert two.give() == frozenset()
    settings.now.at += LEASE + 1  # type: ignore[attr-defined]
    assert two.give() == {desk.code}
    filled(parts, desk, 1)
    assert one.give() == frozenset()
    two.release()
    settings.now.at += 1  # type: ignore[attr-defined]
    assert one.give() == {desk.code}
    assert given(parts.database) == [(2026, 1), (2026, 2), (2026, 3)]
    parts.database.close()


def test_a_new_year_by_the_clocks_of_belgrade_begins_at_one(settings: CentralSettings) -> None:
    parts, one, _ = two_numberings(settings)
    desk = lone(parts)
    for moment, wanted in (((2026, 12, 31, 22, 59), (2026, 1)), ((2026, 12, 31, 23, 1), (2027, 1))):
        settings.now.at = int(datetime(*moment, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[attr-defined]
        desk.grant = lone(parts).grant and desk.grant
        filled(parts, desk, 1)
        one.give()
        assert given(parts.database)[-1] == wanted
    parts.database.close()


def test_a_request_annulled_before_its_number_burns_none(settings: CentralSettings) -> None:
    parts, one, _ = two_numberings(settings)
    desk = lone(parts)
    first, second = desk.receive(), desk.receive()
    annulled = desk.write("request.annulled", canonical.encode({"reason": "r", "clerk": "c"}), first.header.subject)
    parts.accepting.take(desk.cut(first, second, annulled))
    one.give()
    assert given(parts.database) == [(2026, 1)]
    parts.database.close()


def test_two_centres_over_one_database_give_one_gapless_sequence_though_one_is_killed(
    settings: CentralSettings,
) -> None:
    one, two = (CentralProcess(settings.database_url, files=settings.files) for _ in range(2))
    one.launch()
    two.launch()
    with one, two:
        desks = [enrol(process.url, process.code, bytes([place]) * 32) for place, process in enumerate((one, two))]
        callers = [Caller(process.url, desk.anchor) for process, desk in zip((one, two), desks, strict=True)]
        for caller, desk in zip(callers, desks, strict=True):
            caller.sign_in(desk)
        for round_ in range(6):
            if round_ == 3:
                one.kill()
            for caller, desk in list(zip(callers, desks, strict=True))[round_ >= 3 :]:
                assert caller.send(desk, desk.cut(*(desk.receive() for _ in range(10)))).is_success
        seen = 0
        for answer in callers[1].listen(desks[1], hold=40):
            seen += sum(change.kind == "registered" for change in answer.changes)
            if seen == 60:
                break
        for caller in callers:
            caller.client.close()
    serials = rows(settings.database_url, "SELECT serial FROM number_ledger ORDER BY serial")
    assert serials == [(serial,) for serial in range(1, 91)]
    assert rows(settings.database_url, "SELECT count(*), count(DISTINCT serial) FROM request") == [(90, 90)]
