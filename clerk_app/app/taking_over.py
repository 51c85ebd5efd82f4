"""Taking over joined: a desk that stopped because its file was an old copy lies aside, and this one goes on for it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import batched
from typing import TYPE_CHECKING

from clerk_app.actions.taking_over import TakingOver
from clerk_app.app.aside import Aside, asides
from clerk_app.app.secrets import secret_of
from clerk_app.domain.errors import CounterError, Refused
from clerk_app.log import event
from clerk_app.ports.desk_file import Received
from clerk_app.settings.key_wraps import KeyWraps
from clerk_app.store import durable
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.earlier import EarlierFile
from clerk_app.store.enclosures import DeskEnclosures
from clerk_app.store.spool import has_stopped, spooled

if TYPE_CHECKING:
    from clerk_app.app.centre import Centre
    from clerk_app.app.desk import Desk
    from clerk_app.ports.centre import Carrier

_LOG = logging.getLogger(__name__)
_DONE = "taken-over"
_AT_ONCE = 64


def take_over(desk: Desk, centre: Centre, user: str, password: str) -> tuple[Received, ...]:
    """Bring what the desk before had not sent, and take over what the centre refuses to it; once, and never in the way.

    It needs the line, and the wrap that this clerk had there: where either is missing, a later sign-in tries again.
    """
    waiting = (
        aside
        for aside in asides(desk.place.paths)
        if has_stopped(aside.spool) and not (aside.spool / _DONE).exists() and aside.database.exists()
    )
    return tuple(received for aside in waiting for received in _take_over(desk, centre, aside, user, password))


def _take_over(desk: Desk, centre: Centre, aside: Aside, user: str, password: str) -> tuple[Received, ...]:
    try:
        key = KeyWraps(aside.keys, secret_of(desk.place), stamp=desk.place.clock.stamp).unwrap(user, password)
        taken = _taken(desk, aside, key, _refused(centre.carrier, aside))
        durable.write(aside.spool / _DONE, [])
    except CounterError as error:
        event(_LOG, "taking_over.not_done", level=logging.WARNING, code=error.code)
        return ()
    event(_LOG, "taking_over.done", requests=len(taken))
    return taken


def _refused(carrier: Carrier, aside: Aside) -> list[int]:
    """Bring every parcel; tells which entries the centre will not have from the desk before."""
    refused = []
    for some in batched(spooled(aside.spool), _AT_ONCE):
        refused += _brought(carrier, some)
    return refused


def _brought(carrier: Carrier, some: Sequence[tuple[int, bytes]]) -> list[int]:
    """Bring some; a parcel that is rejected whole (the disk has spoilt it) is refused, and keeps none of the others."""
    try:
        taken = carrier.carry([raw for _seq, raw in some])
    except Refused as error:
        if "place" not in error.params and error.code != "too_large":  # then it is not about a parcel
            raise
        if len(some) == 1:
            return [some[0][0]]
        middle = len(some) // 2
        return [*_brought(carrier, some[:middle]), *_brought(carrier, some[middle:])]
    return [seq for (seq, _raw), one in zip(some, taken, strict=True) if one.refused]


def _taken(desk: Desk, aside: Aside, key: bytes, refused: list[int]) -> tuple[Received, ...]:
    stores, actions = desk.stores, desk.actions
    taking_over = TakingOver(
        sessions=desk.sessions,
        journal=stores.journal,
        requests=stores.requests,
        drafts=stores.drafts,
        jobs=stores.jobs,
        enclosures=stores.enclosures,
        new_job=actions.printing.new_job,
        terms=actions.paying.terms,
    )
    with DeskFile(aside.database, key) as file:
        enclosures = DeskEnclosures(
            file.database,
            aside.enclosures,
            database_key=key,
            centre_public=desk.identity.anchor.centre_seal,
            entropy=desk.place.entropy,
        )
        return taking_over.take(EarlierFile(file.database, enclosures), refused)
