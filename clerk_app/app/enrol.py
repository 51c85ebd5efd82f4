"""Enrolment joined: the vault, the doors, the new desk file, and the identity saved last."""

from __future__ import annotations

import contextlib
import logging
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from clerk_app.actions.enrolling import Enrolling, NewDesk, Replaced
from clerk_app.app.aside import parts_of, put_all_aside
from clerk_app.app.centre import doors_to
from clerk_app.app.line import OfficeLine
from clerk_app.app.name import DeskName, name_file, save_name
from clerk_app.app.place import Place
from clerk_app.app.secrets import high_mark_of, vault_of
from clerk_app.app.stop import Stop
from clerk_app.domain.errors import Cancelled, CounterError, Refused, Unavailable
from clerk_app.log import event
from clerk_app.ports.desk_file import Journal
from clerk_app.ports.keys import Mark
from clerk_app.settings import identity as identities
from clerk_app.settings.durable_file import read_file, replace_file
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.durable import disk_errors
from clerk_app.store.journal import DeskJournal
from clerk_app.store.lock import FileLock, lock_of

_LOG = logging.getLogger(__name__)


class _Founding:
    """The new desk on this disk, used by ``with``: whole in the end, or everything as it was before.

    Raises ``Unavailable('second_copy')`` where the desk that lies here is open in another program.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._back = ExitStack()
        self._file: DeskFile | None = None
        with disk_errors():
            self._lock = FileLock(lock_of(place.paths.database))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
        if kind is not None:
            with contextlib.suppress(OSError, Unavailable):
                self._back.close()
        self._lock.release()

    def create(self, desk: NewDesk, key: bytes) -> Journal:
        """The desk's file, in the place of whatever lies there."""
        place = self._place
        for small in (name_file(place), place.paths.identity):
            self._back.callback(_write_back, small, read_file(small) if small.is_file() else None)
        self._back.push(put_all_aside(place.paths, desk.answer.desk))
        self._back.callback(_remove, place.paths.database)
        self._lock.release()
        self._file = DeskFile(place.paths.database, key)
        return DeskJournal(self._file.database, desk.answer.desk, clock=place.clock, entropy=place.entropy)

    def save(self, desk: NewDesk, secret: bytes) -> None:
        """Who this desk is; with the identity it is one."""
        identity = DeskIdentity(
            answer=desk.answer,
            anchor=desk.anchor,
            central_url=desk.central_url,
            sign_seed=desk.sign_seed,
            seal_private=desk.seal_private,
        )
        name = DeskName(municipality=desk.anchor.name, counter=desk.answer.counter, desk=identity.desk)
        save_name(self._place, name)
        before = _forget_mark(self._place, identity.desk)
        if before is not None:
            self._back.callback(high_mark_of(self._place).write, before)
        identities.save(self._place.paths.identity, secret, identity)


def _remove(database: Path) -> None:
    """Take away what a failed enrolment made; it holds nothing that anybody entered."""
    for made in parts_of(database):
        made.unlink()


def _write_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif read_file(path) != before:
        replace_file(path, before)


def enrol(
    place: Place, central_url: str, code: str, replaced: Replaced | None = None, stop: Stop | None = None
) -> NewDesk:
    """Turn this computer into a desk; raises ``Refused('already_enrolled')`` and what ``Enrolling`` raises.

    A desk that lies here already is put aside once the centre has answered, never deleted: it may hold what no centre
    has; where the enrolment fails it comes back. ``stop`` ends the work
    from another thread, as long as the desk is not made: raises ``Cancelled``.
    """
    if place.enrolled and replaced is None:
        raise Refused("already_enrolled")
    stop = stop or Stop()
    try:
        with _Founding(place) as founding, doors_to(central_url, stop, OfficeLine(place).route(central_url)) as doors:
            enrolling = Enrolling(
                vault=vault_of(place),
                doors=doors,
                entropy=place.entropy,
                create_file=founding.create,
                save=founding.save,
            )
            return enrolling.enrol(central_url, code, replaced)
    except Unavailable as error:
        if stop.wanted:
            raise Cancelled from error
        raise


def _forget_mark(place: Place, desk: str) -> Mark | None:
    """The mark is of the desk before, which may have had the same code at another centre: it must not stop this one.

    Gives what was marked, if anything was.
    """
    marks = high_mark_of(place)
    try:
        before = marks.read()
        if before is not None:
            marks.write(Mark(desk, 0, b""))
    except CounterError as error:
        event(_LOG, "mark.not_written", level=logging.WARNING, code=error.code)
        return None
    return before
