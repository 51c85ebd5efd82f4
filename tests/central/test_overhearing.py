"""Who listens in one process hears of what another commits: its desk, its whole office, and nobody else."""

from __future__ import annotations

import asyncio

from clerk_app.central.app import Parts
from clerk_app.central.bell import office_of
from clerk_app.central.overhearing import Overhearing
from clerk_app.central.relay import office_keys
from clerk_app.central.server import CentralSettings, open_parts
from tests.central.test_numbers import lone


def hears(parts: Parts) -> Overhearing:
    """Another pair of ears for these parts, which the test moves."""
    revision, standing = parts.answering.revision, parts.answering.standing
    return Overhearing(parts.database, parts.keys.municipality, parts.bell, revision=revision, standing=standing)


def test_only_those_whose_news_another_process_committed_are_rung(settings: CentralSettings) -> None:
    here, there = open_parts(settings), open_parts(settings)
    one, other = lone(there), lone(there)
    overhearing = hears(here)

    async def listen() -> None:
        with here.bell.listening([one.code, office_of("usluzni-centar")]) as ring, here.bell.listening([other.code]):
            assert other.code in overhearing.look()  # the first look may have missed anything
            assert await ring.wait(30)
            assert overhearing.look() == frozenset()
            there.accepting.take(one.cut(one.receive()))
            assert overhearing.look() == {one.code}  # accepted: no change in the feed, but its journal stands further
            assert await ring.wait(30)
            there.accepting.take(other.cut(other.receive(number="x")))
            office = there.desks.get(other.code).office
            assert overhearing.look() == {other.code, *({office_of(office)} & here.bell.heard_by())}
            there.numbering.give()
            assert one.code in overhearing.look()
            there.quarantine.stop(one.code, "Ана")
            assert one.code in overhearing.look()
            with there.database.write() as connection:
                office_keys.begin(connection, there.keys, "usluzni-centar", 1)
            assert overhearing.look() == {office_of("usluzni-centar")}
            assert overhearing.look() == frozenset()

    asyncio.run(listen())
    assert overhearing.look() == frozenset()
    for parts in (here, there):
        parts.database.close()


def test_nobody_listens_nobody_asks(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    overhearing = hears(parts)
    parts.database.close()
    assert overhearing.look() == frozenset()
