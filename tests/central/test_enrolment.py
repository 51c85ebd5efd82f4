"""Codes make desks: once, for a while, and never the same desk twice."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import select

from clerk_app.central.enrolment import VALID, desk_code
from clerk_app.central.misses import MISSES_FORGOTTEN, MOST_MISSES
from clerk_app.central.schema import DESK
from clerk_app.contract import canonical, enrolment
from clerk_app.contract.enrolment import EnrolmentRequest
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.domain.errors import Invalid, Refused
from clerk_app.domain.numbers import is_desk_code
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk, enrol


def request(secret: str, mark: bytes = b"1", **more: str) -> EnrolmentRequest:
    return EnrolmentRequest(secret=secret, sign_public=mark * 32, seal_public=mark * 32, **more)


def test_a_code_makes_one_desk_over_tls_pinned_by_its_fingerprint(shared: Running) -> None:
    codes = [shared.central.parts.enrolment.make_code("usluzni-centar", "1") for _ in range(2)]
    first, second = (enrol(shared.url, code, secrets.token_bytes(32)) for code in codes)
    assert first.code != second.code
    with Caller(shared.url, first.anchor) as caller:
        assert caller.answer(first).have == 0


def test_codes_of_desks_are_never_the_same() -> None:
    codes = [desk_code(ordinal) for ordinal in range(1, 24_000)]
    assert len(set(codes)) == len(codes)
    assert all(map(is_desk_code, codes))
    assert codes[0] == "A1"
    with pytest.raises(Refused, match="desk_codes_used_up"):
        desk_code(30_000)


def test_a_lost_answer_is_given_again_but_a_used_code_makes_no_second_desk(shared: Running) -> None:
    enrolling = shared.central.parts.enrolment
    code = enrolment.parse(enrolling.make_code("usluzni-centar", "2"))
    first = enrolling.enrol(request(code.secret))
    assert enrolling.enrol(request(code.secret)) == first
    assert (first.office, first.counter) == ("usluzni-centar", "2")
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        enrolling.enrol(request(code.secret, b"2"))


@pytest.mark.parametrize("by", ["a sign-in", "an entry"])
def test_a_desk_that_has_worked_is_never_made_again(shared: Running, by: str) -> None:
    parts = shared.central.parts
    code = enrolment.parse(parts.enrolment.make_code("usluzni-centar", "1"))
    desk = LoneDesk("", SigningKey(b"1" * 32), SealingKey(b"1" * 32), parts.keys.anchor("Општина Примерово"))
    asked = EnrolmentRequest(secret=code.secret, sign_public=desk.sign.public, seal_public=desk.seal.public)
    desk.code = parts.enrolment.enrol(asked).desk
    assert parts.enrolment.enrol(asked).desk == desk.code
    with Caller(shared.url, desk.anchor) as caller:
        if by == "a sign-in":
            caller.sign_in(desk)
        else:
            caller.send(desk, desk.cut(desk.enrolled()))
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        parts.enrolment.enrol(asked)


def test_a_code_ends_after_its_time(centre: Running) -> None:
    enrolling = centre.central.parts.enrolment
    code = enrolment.parse(enrolling.make_code("usluzni-centar", "1"))
    centre.clock.at += VALID
    with pytest.raises(Refused, match="enrolment_code_wrong"):
        enrolling.enrol(request(code.secret))


def test_guessing_is_slowed_for_an_hour(centre: Running) -> None:
    enrolling = centre.central.parts.enrolment
    code = enrolment.parse(enrolling.make_code("usluzni-centar", "1"))
    for _ in range(MOST_MISSES):
        with pytest.raises(Refused, match="enrolment_code_wrong"):
            enrolling.enrol(request("AAAAAAAA"))
    with pytest.raises(Refused, match="enrolment_wait"):
        enrolling.enrol(request(code.secret))
    centre.clock.at += MISSES_FORGOTTEN
    assert enrolling.enrol(request(code.secret)).desk


def test_nonsense_is_refused(shared: Running) -> None:
    enrolling = shared.central.parts.enrolment
    with pytest.raises(Invalid, match="office_unknown"):
        enrolling.make_code("nigde", "1")
    code = enrolment.parse(enrolling.make_code("usluzni-centar", "1"))
    for wrong in (
        EnrolmentRequest(secret=code.secret, sign_public=b"short", seal_public=bytes(32)),
        request(code.secret, replaces="A1", replaced_head="zz"),
        request(code.secret, replaces="A1", replaced_head="00"),
    ):
        with pytest.raises(Invalid, match="malformed"):
            enrolling.enrol(wrong)
    with pytest.raises(Refused, match="replaced_unknown"):
        enrolling.enrol(request(code.secret, replaces="TTT"))


def test_a_code_replaces_no_desk_of_another_office_and_stays_unused(centre: Running) -> None:
    parts = centre.central.parts
    old = centre.desk().code
    code = enrolment.parse(parts.enrolment.make_code("mk-uzorno", "1"))
    with pytest.raises(Refused, match="replaced_elsewhere"):
        parts.enrolment.enrol(request(code.secret, replaces=old))
    with parts.database.read() as connection:
        assert connection.execute(select(DESK.c.code, DESK.c.fenced)).all() == [(old, None)]
    assert parts.enrolment.enrol(request(code.secret, b"2")).office == "mk-uzorno"


def test_a_new_desk_hears_of_the_requests_of_the_one_it_replaced(centre: Running) -> None:
    old = centre.clerk()
    entry = old.receive()
    code = centre.central.parts.enrolment.make_code(old.office, "1")
    new = enrol(centre.url, code, b"new".ljust(32), replaces=old.code, replaced_head=entry.hash.hex())
    with Caller(centre.url, old.anchor) as caller:
        caller.send(old, old.cut(entry))
        said = caller.until(new, lambda answer: bool(answer.changes))
    assert [(change.kind, change.desk, change.seq) for change in said[-1].changes] == [("registered", old.code, 1)]
    assert said[-1].results == []


def test_a_new_desk_is_told_the_last_head_that_is_known_of_the_one_it_replaced(centre: Running) -> None:
    old = centre.clerk()
    entries = [old.receive() for _ in range(3)]
    enrolling = centre.central.parts.enrolment
    codes = [enrolment.parse(enrolling.make_code(old.office, "1")) for _ in range(3)]
    assert enrolling.enrol(request(codes[0].secret, b"0", replaces=old.code)).replaced_head == ""
    with Caller(centre.url, old.anchor) as caller:
        caller.send(old, old.cut(*entries))
    assert enrolling.enrol(request(codes[1].secret, b"1", replaces=old.code)).replaced_head == entries[2].hash.hex()
    assert enrolling.enrol(request(codes[2].secret, b"2")).replaced_head == ""


def test_the_anchor_is_the_same_for_everyone(shared: Running) -> None:
    with Caller(shared.url) as caller:
        anchors = {caller.client.get("/v1/anchor").content for _ in range(2)}
    anchor = canonical.decode(anchors.pop(), enrolment.Anchor)
    assert not anchors
    assert anchor.municipality == "primerovo"
    assert anchor.name == "Општина Примерово"
    assert SigningKey(b"1" * 32).public != anchor.centre_sign
