"""A desk that its centre has told to forget itself: its keys go, and the centre hears of it."""

from __future__ import annotations

import logging

from clerk_app.app.centre import centre_of
from clerk_app.app.name import name_file
from clerk_app.app.place import Place
from clerk_app.app.secrets import vault_of
from clerk_app.domain.errors import CounterError
from clerk_app.log import event
from clerk_app.settings.identity import DeskIdentity
from clerk_app.settings.vault import SECRET_BYTES
from clerk_app.store.durable import disk_errors

_LOG = logging.getLogger(__name__)


def wipe(place: Place, identity: DeskIdentity) -> None:
    """Forget the keys, then say so by those that are still in memory; raises ``Unavailable`` where one stays.

    A centre that does not hear of it only goes on waiting for it.
    """
    forget_keys(place)
    centre = centre_of(identity, place.settings.central_url)
    try:
        centre.door.wiped()
    except CounterError as error:
        event(_LOG, "desk.wiped_untold", level=logging.WARNING, code=error.code)
    finally:
        centre.close()


def forget_keys(place: Place) -> None:
    """Nobody opens this desk's file here any more; it stays, for the municipality's escrow. Raises ``Unavailable``.

    The secret goes first: without it the clerks' wraps are noise, also where a disk keeps what was deleted.
    """
    try:
        vault_of(place).write(place.entropy.take(SECRET_BYTES))
    finally:
        with disk_errors():
            for kept in (place.paths.keys, place.paths.identity, place.paths.relay_proof, name_file(place)):
                kept.unlink(missing_ok=True)
    event(_LOG, "desk.wiped")
