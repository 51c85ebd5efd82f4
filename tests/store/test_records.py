"""Data of records: apart from the changes, only for the desk that asked, and gone when policy says so."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from clerk_app.contract import canonical
from clerk_app.contract.answers import Result
from clerk_app.contract.changes import CASE_CHANGES
from clerk_app.contract.reference import Item
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import Invalid
from clerk_app.domain.ezup_bodies import Asked, Attached, RecordTold
from clerk_app.domain.ezup_datasets import EzupRules
from clerk_app.ports.desk_file import NewEntry
from clerk_app.store.attention import DeskAttention
from clerk_app.store.erasure import Erasure
from clerk_app.store.records import DeskRecords
from clerk_app.store.reference import DeskReference
from clerk_app.store.replica import Replica
from tests.store.desk import DESK, KEY, Desk, answers, change, subject
from tests.support.raw_pages import pages

PAYLOAD = {"name": "Јелена Примерић", "convicted": "no"}


def record(desk: Desk, kind: str, body: object) -> int:
    new = NewEntry(kind=kind, subject=subject(1), grant="grant-1", body=canonical.encode(body))
    return desk.journal.record(new).header.seq


def ask(desk: Desk) -> int:
    desk.accept(1)
    body = Asked(
        dataset="kazn", proof="convictions", key_kind="jmbg", key="1403988985008", procedure="taxi-permit",
        valid_until=desk.micros() + 3_600_000_000, clerk="mprimeric",
    )  # fmt: skip
    return record(desk, "ezup.asked", body)


def told(seq: int, query_desk: str = DESK) -> RecordTold:
    return RecordTold(
        at=5, what="answered", query_desk=query_desk, query=seq, outcome="done", digest="d", payload=PAYLOAD
    )


def hear(desk: Desk, *said: RecordTold) -> None:
    changes = [change(place, 1, place, one, kind="ezup") for place, one in enumerate(said, start=1)]
    desk.outbox.apply(answers(position=len(said), changes=changes))


def attached(seq: int) -> Attached:
    ref = EnclosureRef(sha256="0" * 64, size=9, media_type="application/pdf", title="Уверење")
    return Attached(query=seq, digest="d", enclosure=ref, clerk="mprimeric")


@pytest.fixture
def records(desk: Desk) -> DeskRecords:
    return DeskRecords(desk.database, desk.clock)


def test_what_a_register_told_is_kept_apart_and_in_no_change(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    assert records.waits()
    hear(desk, told(seq))
    assert records.payload(seq) == PAYLOAD
    assert not records.waits()
    (body,) = [bytes(row[0]) for row in desk.rows("SELECT body FROM replica_event WHERE kind = 'ezup'")]
    assert canonical.decode(body, RecordTold).payload == {}
    assert "Јелена Примерић".encode() not in body


def test_what_is_not_for_this_desk_is_dropped(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    hear(desk, told(seq, query_desk="B3"))
    assert records.payload(seq) == {}
    assert records.waits()


def test_a_query_goes_before_the_rest_and_one_that_is_refused_or_lapsed_is_not_awaited(
    desk: Desk, records: DeskRecords
) -> None:
    seq = ask(desk)
    assert desk.rows("SELECT urgent FROM desk_outbox ORDER BY seq") == [(1,), (2,)]
    assert desk.outbox.size().requests == 1
    cut = desk.outbox.cut(1_000_000, desk.micros())
    assert cut is not None
    desk.outbox.apply(answers(have=2, results=[Result(seq, "refused", "query_repeated")]))
    assert not records.waits()
    second = ask_again(desk)
    assert records.waits()
    desk.clock.move(hours=2)
    assert not records.waits()
    records.forget()
    assert desk.rows("SELECT seq FROM desk_query WHERE seq = ?", second) == []


def test_by_the_centres_clock_it_is_awaited_and_kept(desk: Desk, records: DeskRecords) -> None:
    seq, days = ask(desk), 4 * 86_400_000
    hour = 3_600_000_000
    with desk.database.writing() as connection:
        connection.execute("UPDATE desk_query SET until = ? WHERE seq = ?", (desk.micros() + days * 1000 + hour, seq))
    desk.clock.offset = days
    assert records.waits()
    desk.clock.move(hours=2)
    assert not records.waits()
    hear(desk, replace(told(seq), at=desk.micros() + days * 1000))
    desk.clock.move(days=29)
    assert (records.forget(), records.payload(seq)) == (0, PAYLOAD)
    desk.clock.move(days=1)
    assert (records.forget(), records.payload(seq)) == (1, {})


def test_a_query_that_is_tried_again_is_awaited_and_one_that_was_left_is_not(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    attention = DeskAttention(desk.database, DESK)
    attention.put_back([seq], desk.micros() + 60_000_000, "line_down")
    assert records.waits()
    desk.clock.move(seconds=61)
    desk.outbox.cut(1_000_000, desk.micros())
    desk.outbox.apply(answers(have=2, results=[Result(seq, "refused", "query_repeated")]))
    attention.let_go(seq)
    assert not records.waits()


def ask_again(desk: Desk) -> int:
    body = Asked(
        dataset="mkr", proof="birth", key_kind="jmbg", key="1403988985008", procedure="birth-extract",
        valid_until=desk.micros() + 3_600_000_000, clerk="mprimeric",
    )  # fmt: skip
    return record(desk, "ezup.asked", body)


def keep_key(desk: Desk) -> None:
    """The file of the enclosure, as the store of enclosures has it before an entry names it."""
    with desk.database.writing() as connection:
        connection.execute("INSERT INTO journal_enclosure_key(sha256, key, size) VALUES(?, x'00', 9)", ("0" * 64,))


def test_with_the_case_the_data_go_at_once_and_come_back_by_nothing(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    hear(desk, told(seq))
    keep_key(desk)
    record(desk, "ezup.attached", attached(seq))
    assert records.payload(seq) == {}
    assert desk.rows("SELECT sha256 FROM journal_enclosure") == [("0" * 64,)]
    hear(desk, told(seq), told(seq))
    assert records.payload(seq) == {}


def test_policy_may_keep_them_for_days(desk: Desk, records: DeskRecords) -> None:
    rules = EzupRules(keep_payload_days=2, keep_unattached_days=5)
    DeskReference(desk.database).keep([Item("ezup", 1, msgspec.Raw(canonical.encode(rules)))])
    seq = ask(desk)
    hear(desk, told(seq))
    keep_key(desk)
    record(desk, "ezup.attached", attached(seq))
    assert records.payload(seq) == PAYLOAD
    desk.clock.move(days=2)
    assert records.forget() == 1
    assert records.payload(seq) == {}


def test_what_the_centre_keeps_no_longer_goes_here_too(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    elsewhere = RecordTold(at=6, what="dropped", query_desk="B3", query=seq, reason="desk_lost")
    hear(desk, replace(told(seq), at=desk.micros()), elsewhere)
    assert (records.forget(), records.payload(seq)) == (0, PAYLOAD)
    last = change(3, 1, 3, replace(elsewhere, query_desk=DESK, reason="kept_no_longer"), kind="ezup")
    desk.outbox.apply(answers(position=3, changes=[last]))
    assert (records.forget(), records.payload(seq)) == (1, {})


def test_erasure_takes_them_along(desk: Desk, records: DeskRecords) -> None:
    seq = ask(desk)
    hear(desk, told(seq))
    cut = desk.outbox.cut(1_000_000, desk.micros())
    assert cut is not None
    desk.outbox.apply(answers(have=len(cut.entries)))
    Erasure(desk.database, desk.journal, desk.entropy).erase([subject(1)], ground="closed", grant="")
    assert desk.rows("SELECT count(*) FROM replica_record") == [(0,)]


def test_what_an_older_program_could_not_read_is_split_when_it_is_adopted(
    desk: Desk, records: DeskRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    seq = ask(desk)
    with monkeypatch.context() as older:
        older.delitem(CASE_CHANGES, "ezup")
        older.setattr("clerk_app.store.records.KIND", "none")
        hear(desk, told(seq))
    assert records.payload(seq) == {}
    with desk.database.writing() as connection:
        assert Replica(DESK).adopt(connection) == 1
    assert records.payload(seq) == PAYLOAD
    assert "Јелена".encode() not in b"".join(bytes(row[0]) for row in desk.rows("SELECT body FROM replica_event"))


SECRET = "Тајновић Скровита"
OF_TOMORROW = {"at": 5, "what": "answered_anew", "query_desk": DESK, "outcome": "done", "record": {"name": SECRET}}


def unreadable(desk: Desk, body: object) -> None:
    told_ = desk.outbox.apply(answers(position=1, changes=[change(1, 1, 1, body, kind="ezup")]))
    assert told_.alarms == ("change_unknown",)


@pytest.mark.parametrize(
    "body",
    [
        OF_TOMORROW,
        {"at": 5, "what": "answered", "payload": [SECRET]},
        {"at": "5", "what": "answered", "payload": {"name": SECRET}},
        [SECRET],
        SECRET,
    ],
)
def test_a_change_that_cannot_be_read_keeps_what_it_may_tell_apart_and_no_longer_than_policy(
    desk: Desk, records: DeskRecords, body: object
) -> None:
    ask(desk)
    unreadable(desk, body)
    kept = b"".join(bytes(row[0]) for row in desk.rows("SELECT body FROM replica_unknown"))
    assert SECRET.encode() not in kept
    assert desk.rows("SELECT count(*) FROM replica_record") == [(1,)]
    desk.clock.move(days=29)
    assert records.forget() == 0
    desk.clock.move(days=1)
    assert records.forget() == 1
    desk.database.checkpoint()
    assert SECRET.encode() not in pages(desk.database.path, KEY)


def test_a_change_about_nobody_here_keeps_nothing_that_it_may_tell(desk: Desk) -> None:
    unreadable(desk, OF_TOMORROW)
    assert desk.rows("SELECT count(*) FROM replica_record") == [(0,)]
    desk.database.checkpoint()
    assert SECRET.encode() not in pages(desk.database.path, KEY)


@pytest.mark.parametrize(("days", "payload"), [(0, PAYLOAD), (31, {})])
def test_a_later_program_reads_what_is_still_kept(
    desk: Desk, records: DeskRecords, monkeypatch: pytest.MonkeyPatch, days: int, payload: dict[str, str]
) -> None:
    seq = ask(desk)
    with monkeypatch.context() as older:
        older.setattr("clerk_app.store.records.told", _unknown)
        unreadable(desk, told(seq))
    desk.clock.move(days=days)
    records.forget()
    with desk.database.writing() as connection:
        assert Replica(DESK).adopt(connection) == 1
    assert records.payload(seq) == payload
    assert desk.rows("SELECT seq FROM replica_record WHERE seq < 0") == []
    (body,) = [canonical.decode(bytes(row[0]), RecordTold) for row in desk.rows("SELECT body FROM replica_event")]
    assert (body.outcome, body.query, body.digest, body.payload) == ("done", seq, "d", {})


def _unknown(*_told: object) -> bytes:
    raise Invalid("malformed", what="change", where="")


@pytest.mark.parametrize("way", ["attached", "forgotten", "erased"])
def test_what_was_dropped_is_neither_in_the_file_nor_in_its_log(desk: Desk, records: DeskRecords, way: str) -> None:
    seq = ask(desk)
    hear(desk, told(seq))
    desk.database.checkpoint()  # once after the start the log is cut off anyway
    more = change(2, 1, 2, replace(told(seq + 7), at=6), kind="ezup")
    desk.outbox.apply(answers(position=2, changes=[more]))
    assert PAYLOAD["name"].encode() in pages(desk.database.path, KEY), "else this test would find nothing"
    if way == "attached":
        keep_key(desk)
        record(desk, "ezup.attached", attached(seq))
        record(desk, "ezup.attached", attached(seq + 7))
    elif way == "forgotten":
        desk.clock.move(days=40)
        records.forget()
    else:
        cut = desk.outbox.cut(1_000_000, desk.micros())
        assert cut is not None
        desk.outbox.apply(answers(have=len(cut.entries), position=2))
        Erasure(desk.database, desk.journal, desk.entropy).erase([subject(1)], ground="closed", grant="")
    desk.database.checkpoint()
    assert PAYLOAD["name"].encode() not in pages(desk.database.path, KEY)
