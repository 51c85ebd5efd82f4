"""What parcels are packed against: of this desk, accepted, all of it there; else the desk is told, and soon."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from clerk_app.central.app import Parts
from clerk_app.central.histories import Histories
from clerk_app.central.schema import ENTRY, ENTRY_BODY
from clerk_app.central.server import CentralSettings
from clerk_app.contract import content, parcel
from clerk_app.contract.entries import row_of
from clerk_app.contract.exchange import PROBLEM_PREFIX
from clerk_app.contract.packing import History
from clerk_app.contract.parcel import ParcelHead, take_apart
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.journal import Entry
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk

KNOWN = History(b'{"applicant":{"given_name":"","surname":""}}')


@pytest.fixture
def centre(start: Callable[[CentralSettings], Running], settings: CentralSettings, tmp_path: Path) -> Running:
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "3.dict").write_bytes(b'{"applicant":{"given_name":"","surname":""}}')
    return start(replace(settings, wire=folder))


@pytest.fixture
def desk(centre: Running) -> LoneDesk:
    """One whose first ten requests the centre has."""
    desk = centre.desk()
    with Caller(centre.url, desk.anchor) as caller:
        caller.sign_in(desk)
    centre.central.parts.accepting.take(desk.cut(*(desk.receive() for _ in range(10))))
    return desk


def packed(desk: LoneDesk, entries: list[Entry], history: History | None, **named: int) -> bytes:
    """A parcel by column under the next sending numbers."""
    first = desk.sent + 1
    last = entries[-1]
    head = ParcelHead(
        desk=desk.code,
        first=first,
        count=len(entries),
        position=0,
        chain_seq=last.header.seq,
        chain_head=last.hash,
        **named,
    )
    rows = [row_of(entry) for entry in entries]
    return parcel.make(head, rows, [desk.anchor.centre_seal], desk.sign, lambda rows: content.pack(rows, 19, history))


def based(desk: LoneDesk, first: int, last: int) -> History:
    return content.history_of([entry.body or b"" for entry in desk.entries[first - 1 : last]])


def parts(centre: Running) -> Parts:
    return centre.central.parts


def lacks(centre: Running, desk: LoneDesk) -> tuple[int, int] | None:
    with Caller(centre.url, desk.anchor) as caller:
        return caller.answer(desk).need_base


def test_a_parcel_against_what_the_centre_has(centre: Running, desk: LoneDesk) -> None:
    new = [desk.receive(), desk.receive()]
    raw = packed(desk, new, based(desk, 3, 10), base_first=3, base_count=8)
    taken = parts(centre).accepting.take(raw)
    assert (taken.accepted, taken.have) == (2, 12)
    assert len(raw) < len(desk.cut(*new))
    again = parts(centre).accepting.take(raw)
    assert (again.accepted, again.known) == (0, 2)


def test_a_parcel_against_a_dictionary(centre: Running, desk: LoneDesk) -> None:
    taken = parts(centre).accepting.take(packed(desk, [desk.receive()], KNOWN, dictionary=3))
    assert taken.accepted == 1


def test_a_parcel_against_both_has_the_base_behind_the_dictionary(centre: Running, desk: LoneDesk) -> None:
    both = History(KNOWN.text + based(desk, 3, 10).text)
    raw = packed(desk, [desk.receive()], both, base_first=3, base_count=8, dictionary=3)
    histories = Histories(parts(centre).database, parts(centre).keys.municipality, {3: KNOWN})
    made = histories.of(take_apart(raw).head)
    assert made is not None
    assert made.text == both.text
    assert parts(centre).accepting.take(raw).accepted == 1


def test_of_both_neither_may_be_lacking(centre: Running, desk: LoneDesk) -> None:
    raw = packed(desk, [desk.receive()], based(desk, 3, 10), base_first=3, base_count=8, dictionary=9)
    with pytest.raises(Refused, match="need_base"):
        parts(centre).accepting.take(raw)
    assert lacks(centre, desk) == (3, 9)


@pytest.mark.parametrize(
    "named", [{"base_first": 4, "base_count": 8}, {"base_first": 900, "base_count": 2}, {"dictionary": 9}]
)
def test_what_is_not_here_is_told_at_once_until_something_comes_that_needs_it_not(
    centre: Running, desk: LoneDesk, named: dict[str, int]
) -> None:
    new = [desk.receive()]
    assert lacks(centre, desk) is None
    with pytest.raises(Refused) as told:
        parts(centre).accepting.take(packed(desk, new, based(desk, 4, 11), **named))
    assert told.value.code == "need_base"
    assert lacks(centre, desk) == (named.get("base_first", 0), named.get("dictionary", 0))
    assert parts(centre).accepting.take(packed(desk, new, None)).have == 11
    assert lacks(centre, desk) is None


def test_over_the_line_it_is_a_problem_with_a_code_and_the_others_are_taken(centre: Running, desk: LoneDesk) -> None:
    lost = packed(desk, [desk.receive()], None, dictionary=9)
    desk.sent += 1
    good = packed(desk, [desk.receive()], None)
    with Caller(centre.url, desk.anchor) as caller:
        answer = caller.send(desk, lost, good)
    assert (answer.status_code, answer.json()["type"], answer.json()["params"]["place"]) == (
        409,
        PROBLEM_PREFIX + "need_base",
        "0",
    )
    assert lacks(centre, desk) is None  # what came after it was taken


@pytest.mark.parametrize("what", ["refused", "erased"])
def test_entries_that_this_centre_has_no_more_are_no_base(centre: Running, desk: LoneDesk, what: str) -> None:
    with parts(centre).database.write() as connection:
        if what == "refused":
            connection.execute(update(ENTRY).where(ENTRY.c.seq == 5).values(outcome="refused"))
        else:
            connection.execute(delete(ENTRY_BODY).where(ENTRY_BODY.c.seq == 5))
    raw = packed(desk, [desk.receive()], based(desk, 1, 10), base_first=1, base_count=10)
    with pytest.raises(Refused, match="need_base"):
        parts(centre).accepting.take(raw)


def test_another_desks_entries_are_no_base(centre: Running, desk: LoneDesk) -> None:
    other = centre.desk()
    other.grant = desk.grant
    raw = packed(other, [other.receive()], based(desk, 1, 10), base_first=1, base_count=10)
    with pytest.raises(Refused, match="need_base"):
        parts(centre).accepting.take(raw)


def test_a_base_that_is_not_what_it_was_packed_against_changes_nothing(centre: Running, desk: LoneDesk) -> None:
    new = [desk.receive(), desk.receive()]
    raw = packed(desk, new, based(desk, 1, 8), base_first=2, base_count=8)
    with pytest.raises(Invalid, match="malformed"):
        parts(centre).accepting.take(raw)
    assert parts(centre).accepting.take(packed(desk, new, None)).accepted == 2
