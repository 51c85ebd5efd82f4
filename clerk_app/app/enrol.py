"""Enrolment joined: the vault, the doors, the new desk file, and the identity saved last."""

from __future__ import annotations

from clerk_app.actions.enrolling import Enrolling, NewDesk, Replaced
from clerk_app.app.aside import put_all_aside
from clerk_app.app.centre import doors_to
from clerk_app.app.name import DeskName, save_name
from clerk_app.app.place import Place
from clerk_app.app.secrets import vault_of
from clerk_app.domain.errors import Refused
from clerk_app.ports.desk_file import Journal
from clerk_app.settings import identity as identities
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.desk_file import DeskFile
from clerk_app.store.journal import DeskJournal


def enrol(place: Place, central_url: str, code: str, replaced: Replaced | None = None) -> NewDesk:
    """Turn this computer into a desk; raises ``Refused('already_enrolled')`` and what ``Enrolling`` raises.

    A desk that lies here already is put aside, never deleted: it may hold what no centre has.
    """
    if place.enrolled and replaced is None:
        raise Refused("already_enrolled")
    opened: list[DeskFile] = []

    def create(desk: NewDesk, key: bytes) -> Journal:
        put_all_aside(place.paths, desk.answer.desk)
        opened.append(DeskFile(place.paths.database, key))
        return DeskJournal(opened[0].database, desk.answer.desk, clock=place.clock, entropy=place.entropy)

    def save(desk: NewDesk, secret: bytes) -> None:
        identity = DeskIdentity(
            answer=desk.answer,
            anchor=desk.anchor,
            central_url=desk.central_url,
            sign_seed=desk.sign_seed,
            seal_private=desk.seal_private,
        )
        identities.save(place.paths.identity, secret, identity)
        save_name(place, DeskName(municipality=desk.anchor.name, counter=desk.answer.counter, desk=identity.desk))

    try:
        with doors_to(central_url) as doors:
            enrolling = Enrolling(
                vault=vault_of(place), doors=doors, entropy=place.entropy, create_file=create, save=save
            )
            return enrolling.enrol(central_url, code, replaced)
    finally:
        for file in opened:
            file.close()
