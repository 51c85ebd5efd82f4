"""The opened desk file: every store port over one database, and the spool beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from clerk_app.app.place import Place
from clerk_app.domain.journal import Entry
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.acts import DeskActEntries
from clerk_app.store.attention import DeskAttention
from clerk_app.store.carrying import DeskUnconfirmed
from clerk_app.store.case_files import DeskCaseFiles
from clerk_app.store.copying import DeskCopies
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.documents import DeskDocuments
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.eid import DeskEidEntries
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.grants import DeskGrants
from clerk_app.store.index import DeskIndex
from clerk_app.store.journal import DeskJournal
from clerk_app.store.line_record import DeskLineBook
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.lists import DeskLookups
from clerk_app.store.looks import DeskLooks
from clerk_app.store.neighbours import DeskNeighbours
from clerk_app.store.outages import DeskOutages
from clerk_app.store.outbox import DeskOutbox
from clerk_app.store.print_jobs import DeskPrintJobs
from clerk_app.store.queued import DeskQueue
from clerk_app.store.records import DeskRecords
from clerk_app.store.reference import DeskReference
from clerk_app.store.relay import DeskRelayBook
from clerk_app.store.requests import DeskBodies, DeskRequests
from clerk_app.store.restored import Restores
from clerk_app.store.steps import Steps, unwatched
from clerk_app.store.uploads import DeskUploads


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stores:
    """The ports of the desk file, for as long as it is open."""

    file: DeskFile
    journal: DeskJournal
    outbox: DeskOutbox
    unconfirmed: DeskUnconfirmed
    requests: DeskRequests
    bodies: DeskBodies
    drafts: DeskDrafts
    jobs: DeskPrintJobs
    looks: DeskLooks
    attention: DeskAttention
    reference: DeskReference
    lists: DeskLists
    lookups: DeskLookups
    grants: DeskGrants
    enclosures: DeskEnclosures
    uploads: DeskUploads
    queue: DeskQueue
    restores: Restores
    copies: DeskCopies
    eid: DeskEidEntries
    case_files: DeskCaseFiles
    acts: DeskActEntries
    records: DeskRecords
    index: DeskIndex
    outages: DeskOutages
    documents: DeskDocuments
    relays: DeskRelayBook
    neighbours: DeskNeighbours
    line_book: DeskLineBook


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told: ``committed`` of each entry, ``confirmed`` of what the centre has, ``restored`` of a stop."""

    committed: Callable[[Entry], None]
    confirmed: Callable[[Iterable[int]], None]
    restored: Callable[[], None] = lambda: None


def open_stores(place: Place, identity: DeskIdentity, key: bytes, told: Told, reached: Steps = unwatched) -> Stores:
    """Open the desk file with its key; raises ``Damaged`` and ``Unavailable('second_copy')``."""
    file = DeskFile(place.paths.database, key)
    database, desk, clock = file.database, identity.desk, place.clock
    restores = Restores(database, desk, clock, told.restored)
    enclosures = _enclosures(place, identity, key, database, reached)
    return Stores(
        file=file,
        journal=DeskJournal(
            database, desk, clock=clock, entropy=place.entropy, committed=told.committed, reached=reached
        ),
        outbox=DeskOutbox(database, desk, clock=clock, confirmed=told.confirmed, restores=restores, reached=reached),
        unconfirmed=DeskUnconfirmed(database, desk),
        requests=DeskRequests(database, clock),
        bodies=DeskBodies(database, desk),
        drafts=DeskDrafts(database),
        jobs=DeskPrintJobs(database, clock),
        looks=DeskLooks(database),
        attention=DeskAttention(database, desk),
        reference=DeskReference(database),
        lists=DeskLists(database, reached=reached),
        lookups=DeskLookups(database),
        grants=DeskGrants(database),
        enclosures=enclosures,
        uploads=DeskUploads(database),
        queue=DeskQueue(database),
        restores=restores,
        copies=DeskCopies(database, key, desk),
        eid=DeskEidEntries(database, desk),
        case_files=DeskCaseFiles(database, desk),
        acts=DeskActEntries(database, desk),
        records=DeskRecords(database, clock),
        index=DeskIndex(database),
        outages=DeskOutages(database),
        documents=DeskDocuments(database, enclosures),
        relays=DeskRelayBook(database),
        neighbours=DeskNeighbours(database),
        line_book=DeskLineBook(database),
    )


def _enclosures(place: Place, identity: DeskIdentity, key: bytes, database: Database, reached: Steps) -> DeskEnclosures:
    return DeskEnclosures(
        database,
        place.paths.enclosures,
        database_key=key,
        centre_public=identity.anchor.centre_seal,
        entropy=place.entropy,
        reached=reached,
    )
