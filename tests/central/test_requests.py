"""Corrections merge, annulments mark, and nothing is deleted."""

from __future__ import annotations

from clerk_app.contract import canonical
from clerk_app.contract.answers import Answers, Result
from clerk_app.domain.bodies import RequestAnnulled, RequestCorrected
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk, subject


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


def outcomes(answer: Answers) -> list[tuple[int, str, str]]:
    return [(result.seq, result.outcome, result.code) for result in answer.results]
