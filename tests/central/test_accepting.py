"""A parcel is one transaction: a centre that dies anywhere has all of it or nothing, and it may come again."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest
from sqlalchemy import func, select

from clerk_app.central import clock
from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.schema import ENTRY, REQUEST
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.steps import Step
from clerk_app.contract.exchange import Taken
from clerk_app.contract.keys import SigningKey
from clerk_app.domain import kinds
from clerk_app.domain.bodies import LooksCommitted, RequestAnnulled
from clerk_app.domain.errors import Refused
from tests.central.test_numbers import given, lone
from tests.support.central_process import CentralProcess
from tests.support.lone_desk import Caller, LoneDesk, enrol


@pytest.mark.parametrize(
    ("kind", "step", "kept"),
    [
        ("sqlite", "parcel_read", 0),
        ("sqlite", "before_commit", 0),
        ("sqlite", "after_commit", 3),
        ("sqlite", "before_answer", 3),
        ("postgresql", "before_commit", 0),  # the others are far from the database
        ("postgresql", "after_commit", 3),
    ],
)
def test_a_killed_centre_has_all_or_nothing_and_takes_it_again(
    settings: CentralSettings, step: Step, kept: int
) -> None:
    with CentralProcess(settings.database_url, files=settings.files, die_at=step) as centre:
        desk = enrol(centre.url, centre.code, b"1" * 32)
        with Caller(centre.url, desk.anchor) as caller:
            caller.sign_in(desk)
            raw = desk.cut(desk.receive(), desk.receive(), desk.receive())
            with pytest.raises(httpx.TransportError):
                speak_on(caller, desk, raw)
        assert centre.wait() == -9
    parts = open_parts(replace(settings, now=clock.now))
    assert entries_of(parts) == kept
    taken = parts.accepting.take(raw)
    assert (taken.accepted, taken.known, taken.have) == (3 - kept, kept, 3)
    while parts.numbering.give():
        """Until every request has its number."""
    assert given(parts.database) == [(given(parts.database)[0][0], serial) for serial in (1, 2, 3)]
    parts.database.close()


def speak_on(caller: Caller, desk: LoneDesk, raw: bytes) -> None:
    """Send and listen until the centre is no more."""
    while caller.send(desk, raw).is_success:
        caller.answer(desk)


def entries_of(parts: Parts) -> int:
    with parts.database.read() as connection:
        return connection.execute(select(func.count()).select_from(ENTRY)).scalar_one()


def test_a_failing_step_leaves_nothing_behind(settings: CentralSettings) -> None:
    def fail(step: Step) -> None:
        if step == "before_commit":
            raise ArithmeticError

    parts = open_parts(replace(settings, steps=fail))
    desk = lone(parts)
    with pytest.raises(ArithmeticError):
        parts.accepting.take(desk.cut(desk.receive()))
    assert entries_of(parts) == 0
    with parts.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(REQUEST)).scalar() == 0
    parts.database.close()


def test_what_was_held_for_an_older_centre_is_settled_by_a_newer_one(
    settings: CentralSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = open_parts(settings)
    desk = lone(parts)
    novelty = desk.write("till.closed", LooksCommitted(first=1, count=1, digest="00"), b"s" * 16, grant="")
    assert parts.accepting.take(desk.cut(novelty)).held == 1
    parts.accepting.settle()
    monkeypatch.setitem(kinds.KINDS, "till.closed", LooksCommitted)
    parts.accepting.settle()
    with parts.database.read() as connection:
        assert connection.execute(select(ENTRY.c.outcome, ENTRY.c.code)).one() == ("accepted", "")
    parts.database.close()


def test_parcels_taken_together_stand_or_fall_each_by_itself(settings: CentralSettings) -> None:
    commits: list[Step] = []
    parts = open_parts(replace(settings, steps=commits.append))
    desk = lone(parts)
    forger = LoneDesk(desk.code, SigningKey(b"x" * 32), desk.seal, desk.anchor)
    good = [desk.cut(desk.receive()), desk.cut(desk.receive())]
    commits.clear()
    first, forged, second = parts.accepting.take_all([good[0], forger.cut(forger.receive()), good[1]])
    assert isinstance(forged, Refused)
    assert forged.code == "signature_wrong"
    assert [one.have for one in (first, second) if isinstance(one, Taken)] == [1, 2]
    assert commits.count("before_commit") == 1
    assert entries_of(parts) == 2
    parts.database.close()


def test_what_comes_again_outside_the_count_is_told_by_name_again(settings: CentralSettings) -> None:
    """Once for all of it that was committed together; a person who sent it again by stick waits for a word."""
    parts = open_parts(settings)
    desk = lone(parts)
    counted, named = desk.receive(), desk.receive()
    parts.accepting.take(desk.cut(counted))
    raws = [desk.cut(counted, named, first=0), desk.cut(named, first=0)]
    heard = Heard(0, 0)
    for _ in range(3):
        parts.accepting.take_all(raws)
        told = parts.answering.next(parts.desks.get(desk.code), heard)
        assert sorted(result.seq for result in told.results) == [1, 2]
        heard = Heard(told.position, told.have)
    parts.database.close()


def test_parcels_of_one_desk_are_judged_together_and_answered_each(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    desk, other = lone(parts), lone(parts)
    first, second, refused = desk.receive(), desk.receive(), desk.receive(grant="")
    annulled = desk.write("request.annulled", RequestAnnulled(reason="x", clerk="mprimeric"), second.header.subject)
    one, two, three = desk.cut(annulled, first), desk.cut(second, first), desk.cut(refused)
    taken = parts.accepting.take_all([one, two, other.cut(other.receive()), three, one])
    told = [
        (made.desk, made.accepted, made.refused, made.known, made.have) for made in taken if isinstance(made, Taken)
    ]
    assert told == [
        (desk.code, 2, 0, 0, 2),
        (desk.code, 1, 0, 1, 4),
        (other.code, 1, 0, 0, 1),
        (desk.code, 0, 1, 0, 5),
        (desk.code, 0, 0, 2, 5),
    ]
    answers = parts.answering.next(parts.desks.get(desk.code), Heard(0, 0))
    assert (answers.have, answers.chain_ok_to) == (5, 4)
    assert [(result.seq, result.code) for result in answers.results] == [(3, "grant_unknown")]
    parts.database.close()
