"""A poll is answered from memory only while nothing can have been committed that it would pass by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from sqlalchemy import insert, update

from clerk_app.central.answers import Heard
from clerk_app.central.app import Parts
from clerk_app.central.bell import office_of
from clerk_app.central.commits import Commits
from clerk_app.central.desks import Desk
from clerk_app.central.feed import MOST
from clerk_app.central.relay import office_keys
from clerk_app.central.schema import DESK, REFERENCE_ITEM
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.standing import BELIEVED, OFTEN, Look, Standing
from tests.central.test_numbers import lone
from tests.central.test_overhearing import hears
from tests.support.lone_desk import LoneDesk

OURS = Desk("A2", "sluzba", "1", b"", b"", ("A2", "A1"))


class Hand:
    """A clock moved by hand."""

    at = 100.0

    def __call__(self) -> float:
        return self.at


class Known:
    """What is known of one desk by looks that the test makes up."""

    def __init__(self) -> None:
        self.commits, self.clock = Commits(), Hand()
        self.standing = Standing(self.commits, self.clock)
        self.seen = Look(mark=0, at=100.0, floor=50, end=60, revision=7, told={"B1": 58}, quiet={"A2": 3}, keys={})
        self.standing.keep(self.seen)

    def see(self, **changed: object) -> None:
        self.seen = replace(self.seen, **changed)  # type: ignore[arg-type] # tests give what a look takes
        self.standing.keep(self.seen)

    def told(self, position: int = 60, have: int = 3, reference: int = 7) -> bool:
        return self.standing.is_told(OURS, position, have, reference)


def test_who_stands_where_nothing_is_new_has_heard_everything() -> None:
    known = Known()
    assert known.told()
    assert known.told(position=50)  # what came since was for others
    assert not known.told(have=2)
    assert not known.told(have=4)
    assert not known.told(reference=8)
    known.see(keys={OURS.office: 1})
    assert not known.told()
    assert known.told(reference=8)
    known.see(quiet={})  # stopped, or lacking something
    assert not known.told()


@pytest.mark.parametrize("name", ["A2", "A1", office_of("sluzba")])
def test_a_row_for_the_desk_for_one_it_replaced_or_for_its_office_is_news(name: str) -> None:
    known = Known()
    known.see(told={name: 58})
    assert not known.told(position=57)
    assert known.told(position=58)


def test_a_look_counts_until_the_next_commit_of_this_process_and_for_a_second_or_two() -> None:
    known = Known()
    with known.commits:
        assert not known.told()
    assert not known.told()
    known.see(mark=1)
    assert known.told()
    known.clock.at += BELIEVED + 0.1
    assert not known.told()
    known.see(mark=None, at=known.clock.at)  # one was under way when it was taken
    assert not known.told()


def test_who_stands_far_behind_is_told_so_that_its_position_goes_on() -> None:
    known = Known()
    known.see(end=50 + MOST)
    assert not known.told(position=50)
    assert known.told(position=51)


def test_what_the_database_said_from_before_the_first_look_is_remembered() -> None:
    known = Known()
    asked = known.standing.asking()
    assert not known.told(position=40)
    known.standing.found(asked, OURS, 40, 61)
    assert known.told(position=40)
    assert not known.told(position=39)
    known.see(told={"A2": 61}, end=62)  # that row was there when it was asked, and told it nothing
    assert known.told(position=40)
    known.see(told={"A2": 62}, end=62)
    assert not known.told(position=40)


def test_of_another_database_nothing_is_believed_that_the_first_one_said() -> None:
    known = Known()
    asked = known.standing.asking()
    known.standing.forget()
    assert not known.told()
    known.see(floor=20, end=20)
    known.standing.found(asked, OURS, 10, 61)
    assert not known.told(position=10)
    assert known.told(position=20)


def test_looks_are_wanted_while_polls_come_often_and_none_counts() -> None:
    known = Known()
    for _ in range(OFTEN):
        assert not known.standing.wants_look
        known.told()
    assert known.standing.is_often
    assert not known.standing.wants_look
    with known.commits:
        """Something."""
    assert known.standing.wants_look
    known.clock.at += 1.0
    assert known.standing.is_often
    known.clock.at += 1.0
    assert not known.standing.is_often


@pytest.fixture
def sides(settings: CentralSettings) -> Iterator[tuple[Parts, Parts]]:
    """Two processes over one database."""
    with ExitStack() as undo:
        both = open_parts(settings), open_parts(settings)
        for parts in both:
            undo.callback(parts.database.close)
        yield both


def heard(parts: Parts, desk: LoneDesk) -> Heard:
    """How far a desk has heard that has just asked."""
    told = parts.answering.next(parts.desks.get(desk.code), Heard(0, 0))
    return Heard(told.position, told.have, reference=told.reference + told.office_key)


def knows(parts: Parts, desk: LoneDesk, before: Heard) -> bool:
    """Whether a process knows by itself that nothing is new since; and the database never says otherwise."""
    known = parts.answering.standing.is_told(parts.desks.get(desk.code), before.position, before.have, before.reference)
    assert not known or parts.answering.is_told(parts.desks.get(desk.code), before)
    return known


def changed_reference(parts: Parts, _desk: LoneDesk) -> None:
    with parts.database.write() as connection:
        row = {"municipality": parts.keys.municipality, "name": "probe", "version": 1, "body": b"{}"}
        connection.execute(insert(REFERENCE_ITEM).values(row))


def lacks(parts: Parts, desk: LoneDesk) -> None:
    with parts.database.write() as connection:
        mine = DESK.c.municipality == parts.keys.municipality, DESK.c.code == desk.code
        connection.execute(update(DESK).where(*mine).values(lacks_base=1))


def stopped(parts: Parts, desk: LoneDesk) -> None:
    parts.quarantine.stop(desk.code, "Ана")


def sent(parts: Parts, desk: LoneDesk) -> None:
    parts.accepting.take(desk.cut(desk.receive()))


def named(parts: Parts, desk: LoneDesk) -> None:
    """Something that only the feed tells of."""
    parts.accepting.take(desk.cut(desk.receive(), first=0))


def new_key(parts: Parts, desk: LoneDesk) -> None:
    office = parts.desks.get(desk.code).office
    with parts.database.write() as connection:
        office_keys.begin(connection, parts.keys, office, parts.now())
        office_keys.rotate(connection, parts.keys, office, parts.now())


@pytest.mark.parametrize("change", [changed_reference, new_key, lacks, stopped, sent, named])
@pytest.mark.parametrize("far", [False, True])
def test_nothing_is_passed_by_whichever_process_committed_it(
    sides: tuple[Parts, Parts], change: object, far: bool
) -> None:
    here, there = sides
    desk, other = lone(here), lone(here)
    before, ears = heard(here, desk), hears(here)
    for _ in range(OFTEN):
        assert not knows(here, desk, before)
    ears.look()
    assert knows(here, desk, before)
    change(there if far else here, desk)  # type: ignore[operator]
    if far:
        ears.look()
    assert not knows(here, desk, before)
    ears.look()
    assert not knows(here, desk, before)
    if change is not stopped and change is not lacks:
        assert knows(here, desk, heard(here, desk))
    assert knows(here, other, heard(here, other))


def test_what_was_for_others_is_known_again_after_a_look(sides: tuple[Parts, Parts]) -> None:
    here, _ = sides
    desk, other = lone(here), lone(here)
    before, ears = heard(here, desk), hears(here)
    for _ in range(OFTEN):
        knows(here, desk, before)
    ears.look()
    named(here, other)
    assert not knows(here, desk, before)
    ears.look()
    assert knows(here, desk, before)


def test_a_centre_that_runs_looks_by_itself_while_desks_ask_often_and_again_after_each_commit(
    sides: tuple[Parts, Parts],
) -> None:
    here, _ = sides
    desk, other = lone(here), lone(here)
    before = heard(here, desk)
    here.overhearing.start()
    for _ in range(3):
        assert any(knows(here, desk, before) or asked(here, desk, before) for _ in range(10_000))
        named(here, other)
    here.bell.stop()
    here.overhearing.join()


def asked(parts: Parts, desk: LoneDesk, before: Heard) -> bool:
    """The database's word, which takes a moment; never yet what is looked for."""
    assert parts.answering.is_told(parts.desks.get(desk.code), before)
    return False
