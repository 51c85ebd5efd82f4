"""Once in effect: the same bytes are harmless, others under one id are not."""

from __future__ import annotations

import json

from tests.support.lone_desk import Caller, LoneDesk


def test_the_same_parcel_again_changes_nothing(caller: Caller, desk: LoneDesk) -> None:
    raw = desk.cut(desk.receive(), desk.receive())
    caller.send(desk, raw)
    reply = caller.send(desk, raw, raw)
    assert [(taken["accepted"], taken["known"]) for taken in json.loads(reply.content)["parcels"]] == [(0, 2), (0, 2)]
    assert caller.answer(desk).results == []


def test_other_bytes_under_one_id_are_refused_and_alarmed(caller: Caller, desk: LoneDesk) -> None:
    caller.send(desk, desk.cut(desk.receive()))
    copy = LoneDesk(desk.code, desk.sign, desk.seal, desk.anchor, desk.grant, sent=1)
    caller.send(desk, copy.cut(copy.receive(note="друкчије")))
    answer = caller.answer(desk)
    assert [(result.seq, result.outcome, result.code) for result in answer.results] == [(1, "refused", "entry_forked")]
    assert "entry_forked" in answer.alarms


def test_two_of_one_id_in_one_parcel_are_one_and_a_fork(caller: Caller, desk: LoneDesk) -> None:
    first = desk.receive()
    copy = LoneDesk(desk.code, desk.sign, desk.seal, desk.anchor, desk.grant)
    caller.send(desk, desk.cut(first, first, copy.receive(note="друкчије")))
    answer = caller.answer(desk)
    assert answer.have == 3
    assert [(result.seq, result.code) for result in answer.results] == [(1, "entry_forked")]
