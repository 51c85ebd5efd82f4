"""A town that was made once: each run begins with copies of its folders, and enrols nobody."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import text

from clerk_app.central.app import Parts
from clerk_app.central.reference import Reference
from clerk_app.central.relay import office_keys
from clerk_app.central.relay.relays import Relay
from clerk_app.central.server import CentralSettings, open_parts
from clerk_app.central.steps import Steps, unwatched
from clerk_app.contract import canonical
from clerk_app.contract.enrolment import EnrolmentRequest, parse
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.reference import DESKS, Item
from clerk_app.contract.relay import OfficeKey, RelayEnrolmentRequest, RelayKey
from clerk_app.contract.signin import SignInRequest
from clerk_app.i18n import Texts
from clerk_app.relay.shelf import Shelf
from clerk_app.store.database import Database
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.reference import DeskReference
from clerk_app.store.relay import DeskRelayBook
from clerk_app.sync.identity import DeskIdentity
from tests.faults.chaos.lots import TownClock
from tests.support.central_process import RESOURCES

KEY = bytes(range(32))
OFFICE = "usluzni-centar"
CLERK, PASSWORD = "mprimeric", "primer-2026"
MEMORY = Path("/dev/shm")
"""A folder in memory where there is one: a cut loses no page of it, and waiting for a disk proves nothing here."""
_NO_ROOM = "PRAGMA wal_checkpoint(TRUNCATE)"


@dataclass(frozen=True)
class Made:
    """What all runs begin with: folders ``centre``, ``relay`` and one for each desk, and who the desks are."""

    folder: Path
    desks: tuple[DeskIdentity, ...]
    relay: str

    @staticmethod
    def grant(desk: str) -> str:
        """The grant of the clerk at a desk: the same in every town, so that entries are the same bytes."""
        return f"grant-{desk}".ljust(16, "-")


def memory_folder() -> Path:
    """A new folder, in memory if there is any."""
    return Path(mkdtemp(prefix="salter-chaos-", dir=MEMORY if MEMORY.is_dir() else None))


@cache
def texts() -> Texts:
    """Read once: every centre that comes up asks for them."""
    return Texts(RESOURCES / "texts")


def opened(folder: Path, clock: TownClock, steps: Steps = unwatched, *, seeded: bool = True) -> Parts:
    """The real centre over the folder's database."""
    seed = None if seeded else RESOURCES / "seed" / "primerovo"
    return open_parts(
        CentralSettings(
            listen="127.0.0.1:0",
            database_url=f"sqlite:///{folder / 'central.db'}",
            texts=texts(),
            seed=seed,
            services=None if seeded else RESOURCES / "catalogue",
            files=folder / "files",
            now=clock.micros,
            steps=steps,
        )
    )


def make(folder: Path, desks: int = 2) -> Made:
    """A centre with so many desks of one office, each with a clerk who has signed in, and a relay of that office."""
    clock = TownClock()
    (folder / "centre").mkdir(parents=True)
    parts = opened(folder / "centre", clock, seeded=False)
    relay = parts.relays.enrol(
        RelayEnrolmentRequest(parse(parts.relays.make_code(OFFICE)).secret, SigningKey(secrets.token_bytes(32)).public)
    )
    identities = tuple(_enrolled(parts) for _ in range(desks))
    _make_relay(folder / "relay", parts.relays.key(Relay(relay.relay, OFFICE)))
    newest = Reference(parts.database, parts.keys, parts.desks).newer({})
    certificates = [item for item in newest if item.name == DESKS]
    with parts.database.read() as connection:
        key = office_keys.newest(connection, parts.keys, OFFICE)
    assert key is not None
    for identity in identities:
        _make_file(folder / identity.desk, key, certificates)
    with parts.database.write() as connection:
        for identity in identities:
            named = {"id": Made.grant(identity.desk), "desk": identity.desk}
            connection.execute(text("UPDATE clerk_grant SET id = :id WHERE desk = :desk"), named)
    with parts.database._engine.connect() as plain:
        plain.exec_driver_sql(_NO_ROOM)
    parts.database.close()
    return Made(folder, identities, relay.relay)


def _enrolled(parts: Parts) -> DeskIdentity:
    sign, seal = SigningKey(secrets.token_bytes(32)), SealingKey(secrets.token_bytes(32))
    code = parse(parts.enrolment.make_code(OFFICE, "1"))
    request = EnrolmentRequest(secret=code.secret, sign_public=sign.public, seal_public=seal.public)
    desk = parts.enrolment.enrol(request).desk
    parts.sign_ins.sign_in(parts.desks.get(desk), SignInRequest(user=CLERK, password=PASSWORD, reply_public=bytes(32)))
    anchor = parts.keys.anchor("Општина Примерово")
    return DeskIdentity(
        desk=desk, signer=sign, opener=seal, centre_sign=anchor.centre_sign, recipients=(anchor.centre_seal,)
    )


def _make_relay(folder: Path, key: RelayKey) -> None:
    """A relay that has heard from its centre once."""
    folder.mkdir()
    shelf = Shelf(folder / "relay.db")
    shelf.keep_own("key", canonical.encode(key))
    shelf.close()


def _make_file(folder: Path, key: OfficeKey, certificates: list[Item]) -> None:
    folder.mkdir()
    with DeskFile(folder / "desk.db", KEY) as file:
        database: Database = file.database
        DeskRelayBook(database).keep_key(key)
        DeskReference(database).keep(certificates)
        database.checkpoint()
    (folder / "desk.db.lock").unlink(missing_ok=True)
