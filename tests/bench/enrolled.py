"""A place that has been enrolled and in which a clerk has signed in before, made without a centre: its line is down.

What stands in it is what enrolment and a first sign-in leave behind, written by the same code.
"""

from __future__ import annotations

import time
from pathlib import Path

from clerk_app.app.name import DeskName, save_name
from clerk_app.app.place import Place, find_place
from clerk_app.app.secrets import vault_of, wraps_of
from clerk_app.contract import signin
from clerk_app.contract.enrolment import Anchor, EnrolmentAnswer
from clerk_app.contract.keys import SealingKey, SigningKey
from clerk_app.contract.signin import Grant
from clerk_app.settings import identity as identities
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.grants import DeskGrants
from clerk_app.store.journal import DeskJournal
from tests.bench.lone import DESK, GRANT, KEY, keep_reference
from tests.support.certificates import TestAuthority

USER, PASSWORD = "mprimeric", "primer-2026"
NOWHERE = "https://127.0.0.1:9"
_SECRET = b"s" * 32
_CENTRE = SigningKey(b"c" * 32)
_A_DAY = 24 * 3600 * 1_000_000


def place_at(root: Path, printer: str = "") -> Place:
    """The place as the program finds it."""
    return find_place({"printer": printer} if printer else {}, {}, root=root, demo=True)


def enrol_without_centre(root: Path) -> Place:
    """Make ``root`` an enrolled desk; a desk file that lies there stays, and gets what a first sign-in brings."""
    place = place_at(root)
    vault_of(place).write(_SECRET)
    identities.save(place.paths.identity, _SECRET, _identity())
    wraps_of(place, _SECRET).add(USER, PASSWORD, KEY)
    save_name(place, DeskName(municipality="Општина Примерово", counter="1", desk=DESK, clerks=(USER,)))
    with DeskFile(place.paths.database, KEY) as file:
        DeskJournal(file.database, DESK, clock=place.clock, entropy=place.entropy)
        keep_reference(file.database)
        DeskGrants(file.database).keep(USER, signin.sign(_grant(), _CENTRE))
    return place


def _identity() -> DeskIdentity:
    seal = SealingKey(b"e" * 32).public
    anchor = Anchor(
        municipality="999",
        name="Општина Примерово",
        centre_sign=_CENTRE.public,
        centre_seal=seal,
        escrow_seal=seal,
        ca_pem=TestAuthority().pem,
    )
    return DeskIdentity(
        answer=EnrolmentAnswer(desk=DESK, office="usluzni-centar", office_name="Услужни центар", counter="1"),
        anchor=anchor,
        central_url=NOWHERE,
        sign_seed=b"d" * 32,
        seal_private=b"f" * 32,
    )


def _grant() -> Grant:
    now = time.time_ns() // 1000
    return Grant(
        id=GRANT,
        user=USER,
        name="Милица Примерић",
        role="clerk",
        municipality="999",
        office="usluzni-centar",
        desk=DESK,
        starts=now - _A_DAY,
        ends=now + 30 * _A_DAY,
    )
