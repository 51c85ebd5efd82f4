"""A desk at work in a process of its own, which ends itself (-9) when it reaches a point for the n-th time.

Usage: ``store_worker.py FOLDER [POINT NTH]``. Says ``accepted NUMBER`` only after the accept has returned, and ``done``
at the end.
"""

from __future__ import annotations

import sys
from pathlib import Path

from clerk_app.contract.answers import Registered, Result
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.lists import ListPage, PageRow, parts
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ports.desk_file import Draft, NewPrintJob
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.drafts import DeskDrafts
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.list_loading import DeskLists
from clerk_app.store.search_index import SearchIndex
from clerk_app.store.spool import FolderSpool
from clerk_app.store.steps import Steps, unwatched
from tests.store.desk import DESK, KEY, CountedEntropy, Desk, answers, change
from tests.store.list_pages import info_of, keep, swept
from tests.support.dying import DyingAt

CENTRE = SealingKey(bytes(range(100, 132)))
SIGNER = SigningKey(bytes(range(50, 82)))
ROUNDS = 8


class Office:
    """The desk with all that lies beside its file."""

    def __init__(self, folder: Path, reached: Steps = unwatched) -> None:
        file = DeskFile(folder / "desk.db", KEY)
        begun = len(list(folder.glob("run-*")))
        (folder / f"run-{begun}").touch()
        self.entropy = CountedEntropy(taken=begun * 10_000)
        self.desk = Desk(file, entropy=self.entropy, reached=reached)
        self.drafts = DeskDrafts(file.database)
        self.spool = FolderSpool(
            folder / "spool", folder / "copy", desk=DESK, signer=SIGNER, recipients=(CENTRE.public,), reached=reached
        )
        self.desk.journal._committed = self.spool.put
        self.desk.outbox._confirmed = self.spool.confirmed
        self.enclosures = DeskEnclosures(
            file.database,
            folder / "enclosures",
            database_key=KEY,
            centre_public=CENTRE.public,
            entropy=self.entropy,
            reached=reached,
        )
        self.search = SearchIndex(file.database, reached=reached)
        self.lists = DeskLists(file.database, reached=reached)
        self.folder = folder

    def start(self) -> None:
        """What the program does when it opens the desk."""
        self.enclosures.sweep()
        outbox = self.desk.outbox
        self.spool.match(outbox.unconfirmed(), outbox.entry, outbox.head())

    def accept(self, who: int) -> str:
        """Take one request with a draft, an enclosure and a print job; gives its number."""
        self.drafts.save(Draft(id=f"draft-{who}", content=b"{}", saved=who, clerk="c"))
        job = NewPrintJob(id=who.to_bytes(4, "big"), kind="receipt", copy=0)
        received = self.desk.accept(who, draft=f"draft-{who}", print_job=job, enclosures=(self._enclose(who),))
        return received.view.number

    def exchange(self) -> None:
        """Send everything due, and take an answer that accepts, holds and registers."""
        outbox = self.desk.outbox
        sent = [*outbox.again(outbox.reached().have)]
        while (cut := outbox.cut(5000, self.desk.micros())) is not None:
            sent.append(cut)
        numbers = [(cut.first + place, entry) for cut in sent for place, entry in enumerate(cut.entries)]
        if not numbers:
            return
        position = outbox.reached().position
        received = [entry for _number, entry in numbers if entry.header.kind == "request.received"]
        changes = [
            change(position + step, entry.header.seq, 1, Registered(entry.header.seq, 2026, 1))
            for step, entry in enumerate(received, start=1)
        ]
        held = [Result(entry.header.seq, "held", "conflict") for entry in received[-1:]]
        have = max(number for number, _entry in numbers)
        outbox.apply(answers(have=have, position=position + len(received), results=held, changes=changes))

    def bring_list(self) -> None:
        """The next version of a list, as what changed, going on where an earlier run stopped."""
        version = (self.desk.rows("SELECT max(version) FROM replica_list")[0][0] or 0) + 1
        swept(self.lists)
        asked = self.lists.next_page(info_of(list_at(version), version))
        if asked is None:
            return
        rows = list_at(asked.version) if not asked.since else changes_at(asked.version)
        after = [row for row in rows if row.code > asked.after]
        page = ListPage(asked.name, asked.version, asked.since, asked.after, True, after)
        keep(self.lists, parts(page, 3))
        self.lists.finish(asked.name)

    def _enclose(self, who: int) -> EnclosureRef:
        path = self.folder / "scan.pdf"
        path.write_bytes(b"%PDF-1.7\n" + str(who).encode())
        return self.enclosures.keep(path, "Доказ", "proof", original=False)


def list_at(version: int) -> list[PageRow]:
    """What the list says at a version: some rows go and others come with each."""
    return [PageRow(f"{place:03d}", f"Улица {place}, {version // 2}") for place in range(version, version + 9)]


def changes_at(version: int) -> list[PageRow]:
    """What changed since the version before."""
    before, now = list_at(version - 1), list_at(version)
    gone = [PageRow(row.code) for row in before if row.code not in {one.code for one in now}]
    return sorted([*gone, *(row for row in now if row not in before)], key=lambda row: row.code)


def say(line: str) -> None:
    """Tell the parent at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path, reached: Steps) -> None:
    """One run: a few rounds of accepting, annulling, searching and exchanging."""
    office = Office(folder, reached)
    office.start()
    begun = len(office.desk.rows("SELECT seq FROM journal_entry"))
    for turn in range(ROUNDS):
        who = begun * 100 + turn
        say(f"accepted {office.accept(who)}")
        if turn % 2:
            office.desk.annul(who)
            office.search.settle()
            office.exchange()
            office.bring_list()
    say("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), DyingAt(sys.argv[2], int(sys.argv[3])) if len(sys.argv) > 2 else unwatched)
