"""Grants, kinds, corrections and annulments: what is refused, held, merged and noted."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from clerk_app.central.clock import DAY
from clerk_app.central.signins import GRANT_DAYS
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Findings
from clerk_app.contract.entries import row_of
from clerk_app.contract.exchange import Problem
from clerk_app.contract.parcel import ParcelHead, make
from clerk_app.domain.bodies import (
    FeeCharged,
    LooksCommitted,
    ReceiptPrinted,
    RequestAnnulled,
    RequestCorrected,
)
from clerk_app.domain.journal import Entry
from clerk_app.domain.visits import VISIT
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk, subject


def outcomes(answer: Answers) -> list[tuple[int, str, str]]:
    return [(result.seq, result.outcome, result.code) for result in answer.results]


def test_entries_need_the_grant_of_a_clerk_who_may(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    other, trainee = shared.clerk(), shared.clerk("vvezbic", "vezba-2026")
    mine = desk.grant
    entries = [
        desk.receive(grant=""),
        desk.receive(grant="nobody knows it"),
        desk.receive(grant=other.grant),
        desk.receive(grant=mine),
    ]
    caller.send(desk, desk.cut(*entries))
    caller.send(trainee, trainee.cut(trainee.receive()))
    assert outcomes(caller.answer(desk)) == [
        (1, "refused", "grant_unknown"),
        (2, "refused", "grant_unknown"),
        (3, "refused", "grant_not_ours"),
    ]
    assert outcomes(caller.answer(trainee)) == [(1, "refused", "not_permitted")]
    assert caller.answer(desk).chain_ok_to == 4


def test_what_the_desk_does_by_itself_needs_no_grant(caller: Caller, desk: LoneDesk) -> None:
    looks = desk.write("looks.committed", LooksCommitted(first=1, count=3, digest="00"), b"looks" * 3, grant="")
    caller.send(desk, desk.cut(desk.enrolled(), looks))
    assert outcomes(caller.answer(desk)) == []


def test_time_beyond_the_grant_is_refused_but_a_wrong_clock_is_not(centre: Running) -> None:
    desk = centre.clerk()
    began = desk.at
    desk.at = began - 400 * DAY
    lagging = desk.receive()
    desk.at = began + 300 * DAY
    ahead = desk.receive()
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(lagging, ahead))
        answer = caller.answer(desk)
        assert outcomes(answer) == []
        assert answer.alarms == ["clock_lags"]
        centre.clock.at += (GRANT_DAYS + 1) * DAY
        desk.at = began + DAY
        within = desk.receive()
        desk.at = centre.clock.at
        beyond = desk.receive()
        caller.send(desk, desk.cut(within, beyond))
        assert outcomes(caller.answer(desk)) == [(4, "refused", "grant_expired")]


def test_unknown_kinds_are_held_and_malformed_bodies_refused(caller: Caller, desk: LoneDesk) -> None:
    entries = [
        desk.write("register.queried", b'{"dataset":"mkr"}', b"subject" * 2),
        desk.write("request.received", b"{}", b"subject" * 2, version=2),
        desk.write("request.received", b'{"number":7}', b"subject" * 2),
        desk.receive(),
    ]
    caller.send(desk, desk.cut(*entries))
    answer = caller.answer(desk)
    assert outcomes(answer) == [
        (1, "held", "centre_too_old"),
        (2, "held", "centre_too_old"),
        (3, "refused", "malformed"),
    ]
    assert answer.chain_ok_to == 4


def test_content_is_never_refused_but_noted(caller: Caller, desk: LoneDesk) -> None:
    entries = [
        desk.receive(number="није број", fee=FeeCharged(total=77), received_local="никад"),
        desk.receive(service="nepostojeca", service_version=9),
    ]
    caller.send(desk, desk.cut(*entries))
    said = caller.until(desk, lambda answer: answer.position >= 4)
    assert [result for answer in said for result in answer.results] == []
    changes = [change for answer in said for change in answer.changes if change.kind == "findings"]
    found = {
        change.seq: {one["code"] for one in canonical.decode(change.body, Findings).findings} for change in changes
    }
    assert {"provisional_number_wrong", "fee_differs"} <= found[1]
    assert "service_unknown" in found[2]
    assert {change.version for change in changes} == {2}


def test_text_that_a_database_may_not_hold_is_received_and_numbered_all_the_same(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    entries = [
        desk.receive(number="\0" + "9" * 30, service="rodni\0list" * 20, service_version=2**40),
        desk.receive(service_version=-(2**40), form={"a.x\0": "\0", "y" * 300: "z"}),
    ]
    assert caller.send(desk, desk.cut(*entries)).is_success
    said = caller.until(desk, lambda answer: sum(change.kind == "registered" for change in answer.changes) == 2)
    assert [result for answer in said for result in answer.results] == []


@pytest.mark.parametrize("field", ["a.x\0", "y" * 201])
def test_a_field_that_cannot_be_named_is_corrected_by_nobody(caller: Caller, desk: LoneDesk, field: str) -> None:
    request = desk.receive()
    body = RequestCorrected(base_version=1, form={field: "2"})
    caller.send(desk, desk.cut(request, desk.write("request.corrected", body, request.header.subject)))
    assert outcomes(caller.answer(desk)) == [(2, "refused", "malformed")]


def annulled(desk: LoneDesk, of: Entry, gone: int, *, boot: bytes = b"b" * 8, by_supervisor: bool = False) -> Entry:
    """The annulment of a request, ``gone`` microseconds after it was received."""
    moment = replace(of.header.stamp, boot=boot, at=of.header.stamp.at + gone, mono=of.header.stamp.mono + gone // 1000)
    body = RequestAnnulled(reason="грешка", clerk="mprimeric", by_supervisor=by_supervisor)
    return desk.write("request.annulled", body, of.header.subject, stamp=moment)


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize(("gone", "boot", "said"), [
    (VISIT, b"b" * 8, []),
    (VISIT + 1000, b"b" * 8, [(2, "refused", "visit_over")]),
    (VISIT, b"c" * 8, []),
    (VISIT + 1, b"c" * 8, [(2, "refused", "visit_over")]),
    (-1000, b"b" * 8, [(2, "refused", "visit_over")]),
])  # fmt: skip
def test_its_own_clerk_annuls_within_the_visit(
    caller: Caller, desk: LoneDesk, together: bool, gone: int, boot: bytes, said: list[tuple[int, str, str]]
) -> None:
    request = desk.receive()
    annulment = annulled(desk, request, gone, boot=boot)
    caller.send(desk, *([desk.cut(request, annulment)] if together else [desk.cut(request), desk.cut(annulment)]))
    answer = caller.answer(desk)
    assert outcomes(answer) == said
    assert answer.chain_ok_to == 2


def test_an_annulment_that_comes_before_its_request_is_judged_when_that_comes(caller: Caller, desk: LoneDesk) -> None:
    request = desk.receive()
    caller.send(desk, desk.cut(annulled(desk, request, 2 * VISIT), first=2))
    caller.send(desk, desk.cut(request, first=1))
    assert outcomes(caller.answer(desk))[-1] == (2, "refused", "visit_over")


def test_a_wall_clock_that_was_set_does_not_end_the_visit(caller: Caller, desk: LoneDesk) -> None:
    request = desk.receive()
    annulment = annulled(desk, request, 60_000_000)
    jumped = replace(annulment.header.stamp, at=annulment.header.stamp.at - 400 * DAY)
    desk.entries.pop()
    again = desk.write("request.annulled", annulment.body, request.header.subject, stamp=jumped)
    caller.send(desk, desk.cut(request, again))
    assert outcomes(caller.answer(desk)) == []


def test_after_the_visit_a_supervisor_annuls_at_the_same_desk(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    request = desk.receive()
    supervisor = caller.sign_in(desk, "suzoric", "uzor-2026")
    assert supervisor.role == "supervisor"
    caller.send(desk, desk.cut(request, annulled(desk, request, 3 * VISIT, by_supervisor=True)))
    assert outcomes(caller.answer(desk)) == []


def test_a_visit_is_at_one_desk(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    request, elsewhere = desk.receive(), shared.clerk()
    caller.send(desk, desk.cut(request))
    caller.send(elsewhere, elsewhere.cut(annulled(elsewhere, request, 1000)))
    assert outcomes(caller.answer(elsewhere)) == [(1, "refused", "not_permitted")]


def test_printing_is_taken_for_any_request(caller: Caller, desk: LoneDesk) -> None:
    printed = ReceiptPrinted(job="00", copy=0, proof="printer")
    caller.send(desk, desk.cut(desk.receive(), desk.write("receipt.printed", printed, subject(desk.code, 1))))
    assert outcomes(caller.answer(desk)) == []


@pytest.mark.parametrize("wrong", [{"seq": 0}, {"seq": 2**63}, {"version": -1}, {"at": 2**64}, {"kind": "x" * 61}])
def test_headers_that_no_journal_holds_make_the_parcel_malformed(
    caller: Caller, desk: LoneDesk, wrong: dict[str, object]
) -> None:
    rows = [row_of(desk.receive()), msgspec.structs.replace(row_of(desk.receive()), **wrong)]
    head = ParcelHead(desk=desk.code, first=1, count=2, position=0, chain_seq=2, chain_head=bytes(32))
    reply = caller.send(desk, make(head, rows, [desk.anchor.centre_seal], desk.sign))
    assert reply.status_code == 422
    assert canonical.decode(reply.content, Problem).code == "malformed"
    assert caller.answer(desk).have == 0
