"""Grants, kinds, corrections and annulments: what is refused, held, merged and noted."""

from __future__ import annotations

import msgspec
import pytest

from clerk_app.central.clock import DAY
from clerk_app.central.signins import GRANT_DAYS
from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Findings, Result
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
    wrong = {"number": "није број", "fee": FeeCharged(total=77), "received_local": "никад"}
    entries = [desk.receive(**wrong), desk.receive(service="nepostojeca", service_version=9)]
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


def registered(caller: Caller, desk: LoneDesk, seq: int) -> int:
    """Wait until a request has its number; the version that it has then."""
    said = caller.until(desk, lambda answer: any(one.kind == "registered" and one.seq == seq for one in answer.changes))
    return max(change.version for answer in said for change in answer.changes if change.seq == seq)


def correction(desk: LoneDesk, base: int, **form: str) -> bytes:
    body = RequestCorrected(base_version=base, form={field.replace("_", "."): value for field, value in form.items()})
    return desk.cut(desk.write("request.corrected", body, subject(desk.code, 1)))


def last_result(caller: Caller, desk: LoneDesk, have: int) -> list[Result]:
    return caller.answer(desk, have=have).results


def test_corrections_merge_unless_somebody_else_changed_the_same_field(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    entry = desk.receive(form={"a.x": "1", "a.y": "1", "a.z": "1"})
    caller.send(desk, desk.cut(entry))
    base = registered(caller, desk, 1)
    caller.send(desk, correction(desk, base, a_x="2"), correction(desk, base, a_x="3"))
    assert caller.answer(desk, have=1).results == []
    number = canonical.decode(entry.body or b"", dict)["number"]
    shared.central.parts.registry.amend(number, {"a.y": "centre"}, "omodelic")
    caller.send(desk, correction(desk, base, a_y="desk", a_z="desk"))
    (result,) = last_result(caller, desk, 3)
    assert (result.outcome, result.code) == ("held", "conflict")
    assert result.params["fields"] == "a.y"
    assert result.params["current.a.y"] == "centre"
    resolved = int(result.params["version"])
    caller.send(desk, correction(desk, resolved, a_y="desk", a_z="desk"), correction(desk, base, a_z="again"))
    assert last_result(caller, desk, 4) == []


def test_two_who_wrote_the_same_agree(shared: Running, caller: Caller, desk: LoneDesk) -> None:
    entry = desk.receive(form={"a.x": "1"})
    caller.send(desk, desk.cut(entry))
    number = canonical.decode(entry.body or b"", dict)["number"]
    shared.central.parts.registry.amend(number, {"a.x": "same"}, "omodelic")
    caller.send(desk, correction(desk, 1, a_x="same"))
    assert last_result(caller, desk, 0) == []


def annulment(desk: LoneDesk, of: LoneDesk, *, by_supervisor: bool = False) -> bytes:
    body = RequestAnnulled(reason="грешка на шалтеру", clerk="x", by_supervisor=by_supervisor)
    return desk.cut(desk.write("request.annulled", body, subject(of.code, 1)))


def test_who_took_a_request_may_annul_it_and_so_may_a_supervisor(
    shared: Running, caller: Caller, desk: LoneDesk
) -> None:
    stranger, supervisor = shared.clerk("jprobic", "proba-2026"), shared.clerk("suzoric", "uzor-2026")
    caller.send(desk, desk.cut(desk.receive()))
    caller.send(stranger, annulment(stranger, desk))
    assert outcomes(caller.answer(stranger)) == [(1, "refused", "not_permitted")]
    caller.send(supervisor, annulment(supervisor, desk, by_supervisor=True))
    assert outcomes(caller.answer(supervisor)) == []
    said = caller.until(desk, lambda answer: any(change.kind == "annulled" for change in answer.changes))
    (change,) = (change for answer in said for change in answer.changes if change.kind == "annulled")
    assert (change.desk, change.seq) == (desk.code, 1)
    assert canonical.decode(change.body, dict)["reason"] == "грешка на шалтеру"
    caller.send(desk, annulment(desk, desk))
    assert outcomes(caller.answer(desk)) == []


def test_what_comes_before_its_request_waits_for_it(caller: Caller, desk: LoneDesk) -> None:
    request = desk.cut(desk.receive())
    early = correction(desk, 1, a_x="2")
    caller.send(desk, early)
    assert caller.answer(desk).have == 0
    caller.send(desk, request)
    answer = caller.answer(desk)
    assert answer.have == 2
    assert outcomes(answer) == [(2, "later", "subject_missing"), (2, "accepted", "")]


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
