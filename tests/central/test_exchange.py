"""Parcels over real sockets with TLS: each committed as it arrives, and once in effect."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from clerk_app.central.server import CentralSettings
from clerk_app.central.steps import Step
from clerk_app.contract import canonical, parcel
from clerk_app.contract.answers import Registered
from clerk_app.contract.exchange import EXCHANGE, PROBLEM_TYPE, Problem
from clerk_app.contract.keys import SigningKey
from clerk_app.domain.errors import Invalid
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def problem_of(reply: httpx.Response) -> Problem:
    assert reply.headers["content-type"].startswith(PROBLEM_TYPE)
    return canonical.decode(reply.content, Problem)


def test_entries_are_taken_and_numbered(caller: Caller, desk: LoneDesk) -> None:
    entries = [desk.enrolled(), *(desk.receive() for _ in range(3))]
    reply = caller.send(desk, desk.cut(*entries[:2]), desk.cut(*entries[2:]))
    assert reply.status_code == 200
    assert [taken["accepted"] for taken in json.loads(reply.content)["parcels"]] == [2, 2]
    said = caller.until(desk, lambda answer: any(change.seq == 4 for change in answer.changes))
    assert said[-1].have == 4
    assert said[-1].chain_ok_to == 4
    changes = [change for answer in said for change in answer.changes]
    assert [(change.kind, change.seq) for change in changes] == [("registered", seq) for seq in (2, 3, 4)]
    first, second, third = (canonical.decode(change.body, Registered).serial for change in changes)
    assert (second, third) == (first + 1, first + 2)


def test_the_spool_is_answered_by_name(caller: Caller, desk: LoneDesk) -> None:
    entries = [desk.receive(), desk.receive()]
    caller.send(desk, *(desk.cut(entry, first=0) for entry in entries))
    answer = caller.answer(desk)
    assert answer.have == 0
    assert [(result.seq, result.outcome) for result in answer.results] == [(1, "accepted"), (2, "accepted")]
    assert caller.answer(desk, position=answer.position).results == []
    caller.send(desk, desk.cut(*entries))
    assert caller.answer(desk, position=answer.position).have == 2


def test_a_parcel_of_another_key_is_rejected_and_the_rest_is_taken(caller: Caller, desk: LoneDesk) -> None:
    good = desk.cut(desk.receive())
    forger = LoneDesk(desk.code, SigningKey(b"x" * 32), desk.seal, desk.anchor)
    reply = caller.send(desk, forger.cut(forger.receive()), good)
    assert reply.status_code == 422
    assert problem_of(reply).code == "signature_wrong"
    assert problem_of(reply).params["place"] == "0"
    assert caller.answer(desk).have == 1


def test_a_parcel_that_the_database_rejects_is_named_by_its_place(
    settings: CentralSettings, start: Callable[[CentralSettings], Running]
) -> None:
    def reject(step: Step) -> None:
        if step == "before_commit":
            raise Invalid("malformed", what="database")

    running = start(replace(settings, steps=reject))
    desk = running.clerk()
    with Caller(running.url, desk.anchor) as caller:
        problem = problem_of(caller.send(desk, desk.cut(desk.receive())))
    assert (problem.status, problem.code, problem.params["place"]) == (422, "malformed", "0")


def test_a_cut_stream_loses_the_last_parcel_only(caller: Caller, desk: LoneDesk) -> None:
    whole, partly = desk.cut(desk.receive()), desk.cut(desk.receive())
    body = parcel.framed(whole) + parcel.framed(partly)[:-1]
    reply = caller.ask(desk, "POST", EXCHANGE, content=body)
    assert reply.status_code == 200
    assert caller.answer(desk).have == 1


@pytest.mark.parametrize("garbage", [b"\0\0\0\4nope", b"\0\0\0\0", parcel.framed(b"SLP1" + bytes(200))])
def test_garbage_is_a_clear_problem(caller: Caller, desk: LoneDesk, garbage: bytes) -> None:
    reply = caller.ask(desk, "POST", EXCHANGE, content=garbage)
    assert (reply.status_code, problem_of(reply).code) == (422, "malformed")


def test_an_oversized_piece_is_a_clear_problem(caller: Caller, desk: LoneDesk) -> None:
    body = struct.pack(">I", parcel.MOST_BYTES + 1) + bytes(parcel.MOST_BYTES)
    reply = caller.ask(desk, "POST", EXCHANGE, content=body)
    assert (reply.status_code, problem_of(reply).code) == (413, "too_large")


class Stumbling:
    """Told of the steps; whatever more than one parcel was read for cannot be committed. Keeps how many were."""

    def __init__(self) -> None:
        self.read = 0
        self.stumbled: list[int] = []

    def __call__(self, step: Step) -> None:
        if step == "parcel_read":
            self.read += 1
        elif step == "before_commit":
            count, self.read = self.read, 0
            if count > 1:
                self.stumbled.append(count)
                raise ArithmeticError


def test_what_cannot_be_committed_together_is_committed_one_by_one(
    settings: CentralSettings, start: Callable[[CentralSettings], Running]
) -> None:
    steps = Stumbling()
    centre = start(replace(settings, steps=steps))
    desk = centre.clerk()
    steps.read = 0
    with Caller(centre.url, desk.anchor) as caller:
        reply = caller.send(desk, *(desk.cut(desk.receive()) for _ in range(24)))
        assert reply.status_code == 200
        assert [taken["accepted"] for taken in json.loads(reply.content)["parcels"]] == [1] * 24
        assert caller.answer(desk).have == 24
    assert steps.stumbled  # 24 small parcels in one write: some came while one was being committed
