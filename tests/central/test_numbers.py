"""Unique numbers: one sequence a year, without gaps, whoever gives them and whoever dies."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from clerk_app.central.app import Parts
from clerk_app.central.clock import SECOND, Now
from clerk_app.central.database import Database
from clerk_app.central.numbers import LEASE, Numbering
from clerk_app.central.registry.clients import Client
from clerk_app.central.registry.numbers import Submissions
from clerk_app.central.registry.tables import ORIGIN
from clerk_app.central.schema import NUMBER_LEDGER
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.contract.registry import Submission
from clerk_app.domain.numbers import is_desk_code
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


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp()) * SECOND


def submitted(parts: Parts, key: str, now: Now) -> int:
    told = Submission(body="primerovo", procedure="RAP-0101", received_at=datetime(2026, 1, 1, tzinfo=UTC))
    return Submissions(parts.database, "primerovo", now).take(Client("software", "primerovo"), key, told)


def test_other_software_is_numbered_with_the_desks_in_the_order_in_which_they_came(settings: CentralSettings) -> None:
    parts, one, _ = two_numberings(settings)
    desk = lone(parts)
    for turn in range(6):
        settings.now.at += 1  # type: ignore[attr-defined]
        if turn % 2:
            submitted(parts, f"k-{turn}", settings.now)
        else:
            filled(parts, desk, 1)
    assert one.give() == {desk.code, ORIGIN}
    with parts.database.read() as connection:
        desks = connection.execute(select(NUMBER_LEDGER.c.desk).order_by(NUMBER_LEDGER.c.serial)).scalars().all()
    assert desks == [desk.code, ORIGIN] * 3
    assert not is_desk_code(ORIGIN), "no desk can ever be taken for it"
    assert one.give() == frozenset()
    parts.database.close()


def test_who_waits_over_midnight_is_numbered_in_the_year_that_has_begun(settings: CentralSettings) -> None:
    parts, one, two = two_numberings(settings)
    desk = lone(parts)
    settings.now.at = at("2026-12-31T23:59:59+01:00")  # type: ignore[attr-defined]
    filled(parts, desk, 1)
    assert one.give()
    submitted(parts, "k", settings.now)
    filled(parts, desk, 1)
    settings.now.at = at("2027-01-01T00:00:02+01:00")  # type: ignore[attr-defined]
    assert two.give() == {desk.code, ORIGIN}
    assert given(parts.database) == [(2026, 1), (2027, 1), (2027, 2)]
    parts.database.close()


def test_a_numberer_whose_clock_lags_does_not_open_the_ended_year_again(settings: CentralSettings) -> None:
    parts, one, _ = two_numberings(settings)
    desk = lone(parts)
    now = settings.now
    now.at = at("2027-01-01T00:00:01+01:00")  # type: ignore[attr-defined]
    lagging = Numbering(parts.database, "lagging", lambda: now() - 30 * SECOND)
    filled(parts, desk, 1)
    assert one.give()
    one.release()
    filled(parts, desk, 1)
    now.at += 31 * SECOND  # type: ignore[attr-defined]
    assert lagging.give()
    assert given(parts.database) == [(2027, 1), (2027, 2)]
    parts.database.close()


def test_a_clock_that_was_wrong_by_years_binds_nobody_who_comes_after(settings: CentralSettings) -> None:
    parts, one, _ = two_numberings(settings)
    desk = lone(parts)
    wrong = Numbering(parts.database, "wrong", lambda: at("2031-06-01T00:00:00+02:00"))
    filled(parts, desk, 1)
    assert wrong.give()
    wrong.release()
    filled(parts, desk, 1)
    assert one.give()
    assert given(parts.database) == [(2026, 1), (2031, 1)]
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
