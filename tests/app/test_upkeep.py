"""Upkeep does what is due, goes on after a failure, and stops between commits."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

import pytest

from clerk_app.actions.looking import LookFolding
from clerk_app.app.stores import Stores
from clerk_app.app.upkeep import DAY, Task, Upkeep, tasks_of
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.retention import Retention
from clerk_app.store.acts import DeskActEntries
from clerk_app.store.attention import DeskAttention
from clerk_app.store.carrying import DeskUnconfirmed
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.copying import DeskCopies
from clerk_app.store.documents import DeskDocuments
from clerk_app.store.eid import DeskEidEntries
from clerk_app.store.index import DeskIndex
from clerk_app.store.line_record import DeskLineBook
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from clerk_app.store.neighbours import DeskNeighbours
from clerk_app.store.outages import DeskOutages
from clerk_app.store.queued import DeskQueue
from clerk_app.store.records import DeskRecords
from clerk_app.store.relay import DeskRelayBook
from clerk_app.store.restored import Restores
from tests.actions.counter import Counter, service
from tests.store.desk import DESK, KEY
from tests.support.specimens import APPLICANT


@dataclass
class Watch:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Noted:
    times: list[float] = field(default_factory=list)


def test_each_task_is_done_at_once_and_then_as_often_as_it_says():
    watch, often, seldom = Watch(), Noted(), Noted()
    upkeep = Upkeep(
        (
            Task("often", 10, lambda _pause: often.times.append(watch.at)),
            Task("seldom", 25, lambda _pause: seldom.times.append(watch.at)),
        ),
        watch,
    )
    for second in range(51):
        watch.at = second
        upkeep.tick()
    assert (often.times, seldom.times) == ([0, 10, 20, 30, 40, 50], [0, 25, 50])


def test_a_task_that_fails_is_tried_again_and_keeps_no_other_from_its_turn():
    watch, other = Watch(), Noted()

    def fail(_pause):
        raise Unavailable("disk_full")

    upkeep = Upkeep((Task("bad", 5, fail), Task("good", 5, lambda _pause: other.times.append(watch.at))), watch)
    upkeep.tick()
    watch.at = 5
    upkeep.tick()
    assert other.times == [0, 5]


def test_it_stops_in_the_middle_of_a_long_task():
    begun = Event()

    def endless(pause):
        while True:
            begun.set()
            pause()

    upkeep = Upkeep((Task("endless", 1, endless),))
    upkeep.start()
    assert begun.wait(10)
    upkeep.stop()
    assert not upkeep._thread.is_alive()


@pytest.fixture
def counter(tmp_path):
    opened = Counter(tmp_path)
    yield opened
    opened.close()


def stores_of(counter: Counter) -> Stores:
    return Stores(
        file=counter.desk.file,
        journal=counter.desk.journal,
        outbox=counter.desk.outbox,
        unconfirmed=DeskUnconfirmed(counter.desk.database, DESK),
        queue=DeskQueue(counter.desk.database),
        requests=counter.requests,
        bodies=counter.bodies,
        drafts=counter.drafts,
        jobs=counter.jobs,
        looks=counter.looks,
        attention=DeskAttention(counter.desk.database, DESK),
        reference=counter.reference,
        lists=DeskLists(counter.desk.database),
        lookups=DeskLookups(counter.desk.database),
        grants=counter.grants,
        enclosures=counter.enclosures,
        uploads=counter.uploads,
        restores=Restores(counter.desk.database, "A7", counter.desk.clock),
        copies=DeskCopies(counter.desk.database, KEY, DESK),
        eid=DeskEidEntries(counter.desk.database, DESK),
        case_files=DeskCaseFiles(counter.desk.database, DESK),
        acts=DeskActEntries(counter.desk.database, DESK),
        records=DeskRecords(counter.desk.database, counter.desk.clock),
        index=DeskIndex(counter.desk.database),
        outages=DeskOutages(counter.desk.database),
        line_book=DeskLineBook(counter.desk.database),
        documents=DeskDocuments(counter.desk.database, counter.enclosures),
        relays=DeskRelayBook(counter.desk.database),
        neighbours=DeskNeighbours(counter.desk.database),
    )


def test_a_desk_that_is_kept_up_commits_to_looks_settles_words_and_erases(counter):
    known = counter.knows(service("birth-extract"))
    received = counter.receive(known, APPLICANT)
    counter.looking.open(received.view.subject)
    counter.confirm_all()
    counter.finish(received)
    clock, entropy, watch = counter.desk.clock, counter.desk.entropy, Watch()
    folding = LookFolding(looks=counter.looks, journal=counter.desk.journal, entropy=entropy)
    tasks = tasks_of(stores_of(counter), clock=clock, entropy=entropy, folding=folding, retention=Retention())
    upkeep = Upkeep(tasks, watch)
    upkeep.tick()
    assert counter.desk.rows("SELECT count(*) FROM view_recent") == [(0,)]
    assert counter.desk.rows("SELECT count(*) FROM journal_entry WHERE kind = 'looks.committed'") == [(1,)]
    assert len(counter.requests.find("Огледић")) == 1
    clock.move(days=61)
    watch.at = DAY
    upkeep.tick()
    assert counter.bodies.received(received.view.subject) is None
