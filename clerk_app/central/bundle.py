"""Taking bundles: a stick with what desks could not send, and on the same stick, or another, what they are answered.

Each file is judged by itself, and one that is wrong keeps none of the others back. To take a stick again does no harm,
whatever has come by wire meanwhile.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import and_, select

from clerk_app.central import audit, requests
from clerk_app.central.app import Parts
from clerk_app.central.bundle_answering import answer
from clerk_app.central.bundle_taking import DeskBundle, take
from clerk_app.central.schema import REQUEST
from clerk_app.contract.bundle_folder import TO_CENTRE, TO_DESK, desks_on, side
from clerk_app.contract.keys import key_id
from clerk_app.domain.errors import CounterError, Invalid

PATIENCE = 5.0
"""Seconds in which a running centre, which gives the numbers then, is waited for."""
_LOOK_AGAIN = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleReport:
    """What became of each desk's bundle; ``others`` are folders of desks that another centre serves."""

    desks: tuple[DeskBundle, ...] = ()
    others: tuple[str, ...] = ()


def take_bundles(folder: Path, parts: Parts, out: Path | None = None, patience: float = PATIENCE) -> BundleReport:
    """Take the bundle of every desk of this centre in ``folder``, and leave the answers there or in ``out``.

    Requests get their numbers before the answers are written, unless a running centre gives them and is slow. Raises
    ``Invalid('folder_unusable')`` and ``Unavailable`` of the stick where nothing at all can be read.
    """
    for each in (folder, out or folder):
        if not each.is_dir():
            raise Invalid("folder_unusable", folder=str(each))
    ending = f"-{key_id(parts.keys.sign.public).hex()}"
    names = desks_on(folder)
    ours = [name for name in names if name.endswith(ending)]
    taken = [take(side(folder, name, TO_CENTRE), name.removesuffix(ending), parts) for name in ours]
    _number(parts, [bundle.desk for bundle in taken], patience)
    done = [
        _answered(bundle, out or folder, name, parts, tidy=out is None)
        for bundle, name in zip(taken, ours, strict=True)
    ]
    with parts.database.write() as connection:
        for bundle in done:
            audit.note(connection, parts.keys.municipality, "bundle_taken", at=parts.now(), desk=bundle.desk)
    return BundleReport(desks=tuple(done), others=tuple(name for name in names if name not in ours))


def _answered(bundle: DeskBundle, root: Path, name: str, parts: Parts, *, tidy: bool) -> DeskBundle:
    """Write the answers, where the desk has said from where on; with ``tidy`` take away what has lain long enough."""
    if bundle.carried is None:
        return bundle
    try:
        answers = answer(bundle.carried, bundle.papers, side(root, name, TO_DESK), parts)
        if tidy and bundle.carried.expires < parts.now() and not bundle.failed:
            side(root, name, TO_CENTRE).sweep(frozenset())
    except CounterError as error:
        return bundle.with_fault("", error.code)
    return bundle.with_answers(answers)


def _number(parts: Parts, desks: list[str], patience: float) -> None:
    """Give numbers, or wait a little for whoever holds the numberer's lease."""
    end = time.monotonic() + patience
    pause = threading.Event()
    while True:
        while parts.numbering.give():
            """Batch after batch."""
        if not _unnumbered(parts, desks) or time.monotonic() >= end:
            break
        pause.wait(_LOOK_AGAIN)
    parts.numbering.release()


def _unnumbered(parts: Parts, desks: list[str]) -> bool:
    mine = and_(REQUEST.c.municipality == parts.keys.municipality, REQUEST.c.desk.in_(desks))
    waits = and_(mine, REQUEST.c.serial.is_(None), REQUEST.c.state != requests.ANNULLED)
    with parts.database.read() as connection:
        return connection.execute(select(REQUEST.c.seq).where(waits).limit(1)).first() is not None
