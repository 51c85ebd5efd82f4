"""A desk in two steps out of use: what it sends after the stop waits for a named operator, and then it is wiped."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from clerk_app.central.quarantine import Quarantine, order_of
from clerk_app.central.relay import office_keys
from clerk_app.central.schema import AUDIT, DESK, REQUEST
from clerk_app.contract import canonical, reference
from clerk_app.contract.exchange import ANSWERS, REFERENCE
from clerk_app.contract.parcel import split
from clerk_app.contract.reference import DESKS, DeskCertificate, ReferenceAnswer
from clerk_app.contract.relay import OFFICE_KEY
from clerk_app.contract.signin import SignInRequest
from clerk_app.domain.errors import Refused
from tests.central.conftest import Running
from tests.support.lone_desk import Caller, LoneDesk


def quarantine(centre: Running) -> Quarantine:
    return centre.central.parts.quarantine


def requests_of(centre: Running, desk: LoneDesk) -> list[int]:
    asked = select(REQUEST.c.seq).where(REQUEST.c.desk == desk.code).order_by(REQUEST.c.seq)
    with centre.central.parts.database.read() as connection:
        return list(connection.execute(asked).scalars())


def kept(centre: Running, desk: LoneDesk) -> list[int]:
    with centre.central.parts.database.read() as connection:
        return [one.seq for one in quarantine(centre).entries(connection, desk.code, 100)]


def acts(centre: Running) -> list[tuple[str, str, str]]:
    asked = select(AUDIT.c.what, AUDIT.c.actor, AUDIT.c.target).where(AUDIT.c.actor != "").order_by(AUDIT.c.id)
    with centre.central.parts.database.read() as connection:
        return [tuple(row) for row in connection.execute(asked)]


def test_what_comes_after_the_stop_is_kept_answered_and_admitted_by_name(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        caller.send(desk, desk.cut(desk.receive()))
        quarantine(centre).stop(desk.code, "Ана")
        caller.send(desk, desk.cut(desk.receive(), desk.receive(), desk.receive()))
        answer = caller.answer(desk)
        assert (answer.order, answer.have, answer.changes) == ("stop", 4, [])
        assert [(one.seq, one.outcome, one.code) for one in answer.results] == [
            (seq, "held", "desk_stopped") for seq in (2, 3, 4)
        ]
        assert requests_of(centre, desk) == [1]
        assert kept(centre, desk) == [2, 3, 4]
        assert quarantine(centre).admit(desk.code, "Ева", {3, 99}) == 1
        assert requests_of(centre, desk) == [1, 3]
        assert quarantine(centre).admit(desk.code, "Ева") == 2
        assert requests_of(centre, desk) == [1, 2, 3, 4]
        assert quarantine(centre).admit(desk.code, "Ева") == 0
        caller.send(desk, desk.cut(desk.entries[1], first=2))  # the same again changes nothing
    assert kept(centre, desk) == []
    assert requests_of(centre, desk) == [1, 2, 3, 4]
    assert acts(centre) == [
        ("desk_stopped", "Ана", ""),
        ("quarantine_admitted", "Ева", "3"),
        ("quarantine_admitted", "Ева", "2, 4"),
    ]


def test_a_stopped_desk_hears_nothing_of_cases_until_it_may_go_on(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        quarantine(centre).stop(desk.code, "Ана")
        other = centre.clerk(office=desk.office)
        with Caller(centre.url, other.anchor) as beside:
            beside.send(other, other.cut(other.receive()))
            beside.until(other, lambda answer: any(one.kind == "registered" for one in answer.changes))
        silent = caller.answer(desk)
        assert (silent.changes, silent.position) == ([], 0)
        quarantine(centre).resume(desk.code, "Ана")
        told = caller.answer(desk)
    assert told.order == ""
    assert [one.desk for one in told.changes] == [other.code] * len(told.changes)
    assert told.changes


def test_nobody_signs_in_at_a_stopped_desk(centre: Running) -> None:
    desk, parts = centre.clerk(), centre.central.parts
    quarantine(centre).stop(desk.code, "Ана")
    request = SignInRequest(user="mprimeric", password="primer-2026", reply_public=bytes(32))
    with pytest.raises(Refused, match="desk_stopped"):
        parts.sign_ins.sign_in(parts.desks.get(desk.code), request)
    with pytest.raises(Refused, match="desk_stopped"):
        parts.documents.sealed(parts.desks.get(desk.code), "0" * 32)


def test_a_wipe_comes_after_a_stop_alone_and_is_never_taken_back(centre: Running) -> None:
    desk = centre.clerk()
    for early in (quarantine(centre).wipe, quarantine(centre).resume):
        with pytest.raises(Refused, match="desk_not_stopped"):
            early(desk.code, "Ана")
    with pytest.raises(Refused, match="desk_not_stopped"):
        quarantine(centre).wiped(desk.code)
    quarantine(centre).stop(desk.code, "Ана")
    for _ in range(2):
        quarantine(centre).wipe(desk.code, "Ева")
    with pytest.raises(Refused, match="desk_wiping"):
        quarantine(centre).resume(desk.code, "Ана")
    with Caller(centre.url, desk.anchor) as caller:
        assert caller.answer(desk).order == "wipe"
        for _ in range(2):
            quarantine(centre).wiped(desk.code)
        answer = canonical.decode(caller.ask(desk, "GET", REFERENCE).content, ReferenceAnswer)
    items = {item.name: item for item in reference.verified(answer, desk.anchor.centre_sign)}
    certificates = canonical.decode(bytes(items[DESKS].body), list[DeskCertificate])
    assert [one.revoked for one in certificates if one.desk == desk.code] == [centre.clock.at]
    with centre.central.parts.database.read() as connection:
        row = connection.execute(select(DESK).where(DESK.c.code == desk.code)).one()
        assert quarantine(centre).step(connection, desk.code) == "wiped"
    assert (row.stopped, row.wipe_asked, row.wiped) == (centre.clock.at,) * 3
    assert order_of(row) == "wipe"
    assert [what for what, _, _ in acts(centre)] == ["desk_stopped", "desk_wipe_asked"]


@pytest.mark.parametrize("lost", [1, 3])
def test_a_desk_that_loses_the_word_is_told_again_by_its_next_question_however_little_it_asks(
    centre: Running, lost: int
) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        said = caller.answer(desk)
        target = f"{ANSWERS}?position={said.position}&have={said.have}&hold=0&reference={said.reference}"
        assert caller.ask(desk, "GET", target).status_code == 204
        for step, order in ((quarantine(centre).stop, "stop"), (quarantine(centre).wipe, "wipe")):
            step(desk.code, "Ана")
            for _ in range(lost + 1):
                (raw,) = split([caller.ask(desk, "GET", target).content])
                assert desk.opened(raw).order == order


def test_a_held_stream_speaks_when_the_desk_is_stopped(centre: Running) -> None:
    desk = centre.clerk()
    with Caller(centre.url, desk.anchor) as caller:
        stream = caller.listen(desk, hold=30)
        assert next(stream).order == ""
        quarantine(centre).stop(desk.code, "Ана")
        assert next(stream).order == "stop"
        stream.close()


def test_an_unknown_desk_is_said(centre: Running) -> None:
    with pytest.raises(Refused, match="desk_unknown"):
        quarantine(centre).stop("Z9", "Ана")
    with centre.central.parts.database.read() as connection, pytest.raises(Refused, match="desk_unknown"):
        quarantine(centre).step(connection, "Z9")


def test_the_office_of_a_stopped_desk_has_a_new_key_that_this_desk_is_not_given(centre: Running) -> None:
    parts, office = centre.central.parts, centre.office()
    desk, neighbour = centre.desk(office), centre.desk(office)
    with parts.database.write() as connection:
        office_keys.begin(connection, parts.keys, office, parts.now())
    with Caller(centre.url, desk.anchor) as caller:
        assert caller.answer(neighbour).office_key == 1
        quarantine(centre).stop(desk.code, "Ана")
        quarantine(centre).stop(desk.code, "Ана")
        assert (caller.answer(neighbour).office_key, caller.answer(desk).office_key) == (2, 0)
        assert caller.ask(neighbour, "POST", OFFICE_KEY).is_success
        assert caller.ask(desk, "POST", OFFICE_KEY).json()["type"].endswith("desk_stopped")
