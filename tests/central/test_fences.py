"""What a desk that was replaced may still say."""

from __future__ import annotations

from clerk_app.central.clock import HOUR
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk, enrol


def replaced(centre: Running, old: LoneDesk, head: str = "") -> str:
    code = centre.central.parts.enrolment.make_code(old.office, "1")
    return enrol(centre.url, code, b"new".ljust(32), replaces=old.code, replaced_head=head).code


def test_what_a_replaced_desk_did_before_is_taken_and_the_rest_refused(centre: Running) -> None:
    desk = centre.clerk()
    early, late = desk.receive(), desk.receive()
    centre.clock.at += HOUR
    replaced(centre, desk, early.hash.hex())
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(early), desk.cut(late))
        answer = caller.answer(desk)
    assert answer.have == 2
    assert [(result.seq, result.code) for result in answer.results] == [(2, "desk_fenced")]
    assert "desk_fenced" in answer.alarms
    assert answer.chain_ok_to == 2


def test_where_no_head_was_known_the_time_of_the_replacement_divides(centre: Running) -> None:
    desk = centre.clerk()
    early = desk.receive()
    centre.clock.at += HOUR
    replaced(centre, desk)
    centre.clock.at += HOUR
    desk.at = centre.clock.at
    late = desk.receive()
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(early, late))
        answer = caller.answer(desk)
    assert [(result.seq, result.code) for result in answer.results] == [(2, "desk_fenced")]
