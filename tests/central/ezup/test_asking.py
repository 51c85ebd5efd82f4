"""Asking registers: who dies between asking and answering leaves an end, never a second question; data go by policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection, Row, select, update

from clerk_app.central.app import Parts
from clerk_app.central.catalogue import Catalogue
from clerk_app.central.clock import DAY, micros
from clerk_app.central.ezup import asking as ezup_asking
from clerk_app.central.ezup.asking import LEASE, Asking
from clerk_app.central.ezup.rules import revoke
from clerk_app.central.ezup.tables import EZUP_QUERY
from clerk_app.central.registers.reply import Question, Reply
from clerk_app.central.registers.table import REGISTERS
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.contract import canonical
from clerk_app.domain.bodies import ProofChoice, RequestAnnulled
from clerk_app.domain.ezup_bodies import Asked
from clerk_app.domain.ezup_datasets import EzupRules
from clerk_app.domain.people import Person
from tests.central.conftest import MovedClock, Running
from tests.central.test_numbers import Still
from tests.support.lone_desk import LoneDesk

JELENA = "1403988985008"


@pytest.fixture
def parts(settings: CentralSettings) -> Iterator[Parts]:
    """A centre that does not listen, and whose worker does not run."""
    opened = open_parts(settings)
    yield opened
    opened.database.close()


@pytest.fixture
def desk(parts: Parts) -> LoneDesk:
    """A desk that has sent one query."""
    clerk = Running(central=Still(parts), url="", clock=MovedClock(), settings=None).clerk()  # type: ignore[arg-type]
    person = Person(surname="Примерић", given_name="Јелена", id_number=JELENA)
    chosen = (ProofChoice(proof="birth_record", by="body"),)
    case = clerk.receive(applicant=person, proofs=chosen, signed_on_paper=True)
    query = Asked(
        dataset="mkr",
        proof="birth_record",
        key_kind="jmbg",
        key=JELENA,
        procedure="birth-extract",
        valid_until=parts.now() + DAY,
        clerk="mprimeric",
    )
    parts.accepting.take(clerk.cut(case, clerk.write("ezup.asked", query, case.header.subject)))
    return clerk


def asking(parts: Parts) -> Asking:
    return Asking(parts.database, parts.keys.municipality, parts.bell, parts.now)


def state(parts: Parts) -> tuple[str, str, bool]:
    with parts.database.read() as connection:
        row = connection.execute(select(EZUP_QUERY)).one()
    return row.state, row.reason, bool(row.payload)


def test_who_died_while_asking_leaves_an_end_and_the_register_is_not_asked_again(
    parts: Parts, desk: LoneDesk, settings: CentralSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setitem(REGISTERS, "mkr", lambda question: asked.append(question.key))
    (lost,) = asking(parts).take()  # and then nothing: the process was killed
    assert (lost.desk, state(parts)) == (desk.code, ("asking", "", False))
    after = asking(parts)
    assert after.take() == []
    assert state(parts)[0] == "asking", "its lease may still be somebody's"
    settings.now.at += LEASE + 1  # type: ignore[attr-defined]
    assert after.take() == []
    assert state(parts) == ("source_unavailable", "interrupted", False)
    assert asked == []
    after.ask(lost)  # it was not dead at all, only slow: what it brings comes too late
    assert state(parts) == ("source_unavailable", "interrupted", False)


def test_a_register_is_not_asked_for_a_query_that_was_given_up_while_it_lay(
    parts: Parts, desk: LoneDesk, settings: CentralSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setitem(REGISTERS, "mkr", lambda question: asked.append(question.key))
    worker = asking(parts)
    (going,) = worker.take()
    settings.now.at += LEASE + 1  # type: ignore[attr-defined]
    worker.ask(going)
    assert (asked, state(parts)[0]) == ([], "asking"), "its lease is over"
    worker.take()
    worker.ask(going)
    assert (asked, state(parts)) == ([], ("source_unavailable", "interrupted", False))


@pytest.mark.parametrize(("what", "reason"), [("annulled", "case_closed"), ("revoked", "grant_revoked")])
def test_what_may_not_be_had_any_more_once_the_register_has_spoken_is_denied_and_dropped(
    parts: Parts, desk: LoneDesk, monkeypatch: pytest.MonkeyPatch, what: str, reason: str
) -> None:
    real = REGISTERS["mkr"]

    def meanwhile(question: Question) -> Reply | None:
        if what == "revoked":
            revoke(parts.database, parts.keys.municipality, "birth-extract", "mkr", parts.now)
        else:
            gone = RequestAnnulled(reason="грешка", clerk="mprimeric")
            parts.accepting.take(desk.cut(desk.write("request.annulled", gone, desk.entries[0].header.subject)))
        return real(question)

    monkeypatch.setitem(REGISTERS, "mkr", meanwhile)
    worker = asking(parts)
    (going,) = worker.take()
    worker.ask(going)
    assert state(parts) == ("denied", reason, False)


def test_a_query_that_cannot_be_judged_ends_and_the_next_is_asked(
    parts: Parts, desk: LoneDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def odd(
        connection: Connection, request: Row[Any], body: Asked, rules: EzupRules, now: int, *, services: Catalogue
    ) -> str:
        """The database itself stumbles over what the first query says; SQLite does not over a division."""
        if body.proof == "birth_record":
            connection.exec_driver_sql("SELECT 1/0").scalar()
            raise ValueError(body.proof)
        return ""

    case = desk.entries[0]
    other = replace(canonical.decode(desk.entries[1].body or b"", Asked), dataset="preb", proof="residence")
    parts.accepting.take(desk.cut(desk.write("ezup.asked", other, case.header.subject)))
    monkeypatch.setattr(ezup_asking, "denial", odd)
    assert [one.body.proof for one in asking(parts).take()] == ["residence"]
    with parts.database.read() as connection:
        rows = connection.execute(select(EZUP_QUERY).order_by(EZUP_QUERY.c.seq)).all()
    assert [(row.state, row.reason) for row in rows] == [("source_unavailable", "interrupted"), ("asking", "")]
    assert [one.message for one in caplog.records if "ezup" in one.message] == ["central.ezup_not_judged"]


def test_no_more_are_taken_than_are_wanted(parts: Parts, desk: LoneDesk) -> None:
    assert asking(parts).take(0) == []
    assert len(asking(parts).take(1)) == 1


def test_two_workers_ask_once(parts: Parts, desk: LoneDesk) -> None:
    one, two = asking(parts), asking(parts)
    going = [*one.take(), *two.take()]
    assert len(going) == 1
    one.ask(going[0])
    assert state(parts) == ("done", "", True)
    assert two.take() == []


def test_a_worker_that_is_stopped_tells_nothing(parts: Parts, desk: LoneDesk) -> None:
    worker = asking(parts)
    (going,) = worker.take()
    worker.stop()
    worker.ask(going)
    assert state(parts)[0] == "asking"


AWAY = {
    "mkr": (("2026-01-11 03:00", "2026-07-12 03:59"), ("2026-07-12 04:00", "2026-01-12 03:30")),
    "mkv": (("2026-01-11 03:00", "2026-07-12 03:59"), ("2026-07-12 04:00", "2026-01-12 03:30")),
    "mku": (("2026-01-11 03:00", "2026-07-12 03:59"), ("2026-07-12 04:00", "2026-01-12 03:30")),
    "drz": (("2026-01-11 03:00", "2026-07-12 03:59"), ("2026-07-12 04:00", "2026-01-12 03:30")),
    "preb": (("2026-01-10 23:30", "2026-07-12 01:29"), ("2026-07-12 01:30", "2026-01-12 00:30", "2026-01-10 00:30")),
    "lk": (("2026-01-10 23:30", "2026-07-12 01:29"), ("2026-07-12 01:30", "2026-01-12 00:30", "2026-01-10 00:30")),
    "vozilo": (("2026-01-10 23:30", "2026-07-12 01:29"), ("2026-07-12 01:30", "2026-01-12 00:30", "2026-01-10 00:30")),
    "kazn": (("2026-01-10 23:30", "2026-07-12 01:29"), ("2026-07-12 01:30", "2026-01-12 00:30", "2026-01-10 00:30")),
    "porez": (("2026-01-11 00:00", "2026-07-12 03:59"), ("2026-07-12 04:00", "2026-01-10 23:59")),
    "lpa": (("2026-01-09 22:30", "2026-07-11 22:59"), ("2026-07-11 23:00", "2026-01-11 22:30")),
    "pio": (("2026-01-10 22:00", "2026-07-11 23:29"), ("2026-07-11 23:30", "2026-01-11 22:30")),
    "nsz": (("2026-01-11 05:00", "2026-07-12 05:59"), ("2026-07-12 06:00", "2026-01-11 04:59")),
    "croso": (("2026-01-10 22:00", "2026-07-12 01:59"), ("2026-07-12 02:00", "2026-01-11 22:00")),
    "rgz": (("2026-01-11 02:00", "2026-07-12 04:59"), ("2026-07-12 05:00", "2026-01-10 03:00")),
    "apr": (("2026-01-11 01:00", "2026-07-12 02:59"), ("2026-07-12 03:00", "2026-01-12 02:00")),
    "sud": (("2026-01-11 22:00", "2026-07-12 23:59"), ("2026-07-13 00:00", "2026-01-10 22:30")),
}
"""Moments by the clocks of Belgrade, in winter and in summer: when the source is away, and when it is not."""


def moment_of(told: str) -> int:
    return micros(datetime.fromisoformat(told).replace(tzinfo=ZoneInfo("Europe/Belgrade")))


@pytest.mark.parametrize("dataset", sorted(REGISTERS))
def test_a_register_is_asked_in_its_hours_and_in_its_outage_of_every_week_it_is_not(
    parts: Parts, desk: LoneDesk, settings: CentralSettings, monkeypatch: pytest.MonkeyPatch, dataset: str
) -> None:
    monkeypatch.setattr(ezup_asking, "denial", lambda *_asked, **_services: "")
    inside, outside = AWAY[dataset]
    for told, wanted in (*((one, "source_unavailable") for one in inside), *((one, "asking") for one in outside)):
        with parts.database.write() as connection:
            connection.execute(update(EZUP_QUERY).values(dataset=dataset, state="waiting", reason=""))
        settings.now.at = moment_of(told)  # type: ignore[attr-defined]
        asking(parts).take()
        assert state(parts)[:2] == (wanted, "outage" if wanted == "source_unavailable" else ""), told
