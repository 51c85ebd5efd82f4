"""Enrolling: a printed code turns this computer into a desk, and pins the centre's keys and CA."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from clerk_app.contract import canonical
from clerk_app.contract.enrolment import Anchor, Code, EnrolmentAnswer, EnrolmentRequest, fingerprint, parse
from clerk_app.contract.keys import SealingKey, SigningKey, seal
from clerk_app.contract.signin import ESCROW_INFO
from clerk_app.domain.bodies import DeskEnrolled
from clerk_app.domain.errors import Refused
from clerk_app.ports.centre import CentreDoor
from clerk_app.ports.clock import Entropy
from clerk_app.ports.desk_file import Journal, NewEntry
from clerk_app.ports.keys import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDesk:
    """Everything that a desk is after enrolment; the seeds are secret, the rest is public."""

    answer: EnrolmentAnswer
    anchor: Anchor
    central_url: str
    sign_seed: bytes = field(repr=False)
    seal_private: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Replaced:
    """The desk that this one takes the place of, and its last known head (hex)."""

    desk: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Doors:
    """How the centre is reached while enrolling: unverified for the anchor, pinned afterwards, and then as the desk."""

    unverified: CentreDoor
    pinned: Callable[[Anchor], CentreDoor]
    desk: Callable[[NewDesk], CentreDoor]


class Enrolling:
    """Makes the desk key, pins the centre, makes the encrypted file, and leaves its key in escrow."""

    def __init__(
        self,
        *,
        vault: Vault,
        doors: Doors,
        entropy: Entropy,
        create_file: Callable[[NewDesk, bytes], Journal],
        save: Callable[[NewDesk, bytes], None],
    ) -> None:
        self._vault = vault
        self._doors = doors
        self._entropy = entropy
        self._create_file = create_file
        self._save = save

    def enrol(self, central_url: str, code_text: str, replaced: Replaced | None = None) -> NewDesk:
        """Become a desk. Nothing is saved until the escrow has the key.

        The desk's keys are made of the vault's secret and the code alone, so that a cut line costs not even the code:
        tried again, the centre knows the key that it made this desk for.

        Raises ``Invalid('enrolment_code')``, ``Refused('anchor_mismatch')`` and what the centre or the vault says.
        """
        code = parse(code_text)
        before = replaced or Replaced()
        anchor = self._doors.unverified.anchor()
        if fingerprint(anchor) != code.fingerprint:
            raise Refused("anchor_mismatch")
        secret = self._vault.read() or self._entropy.take(32)
        self._vault.write(secret)
        sign_seed, seal_private = _made_of(secret, code, b"sign"), _made_of(secret, code, b"seal")
        request = EnrolmentRequest(
            secret=code.secret,
            sign_public=SigningKey(sign_seed).public,
            seal_public=SealingKey(seal_private).public,
            replaces=before.desk,
            replaced_head=before.head,
        )
        answer = self._doors.pinned(anchor).enrol(request)
        desk = NewDesk(
            answer=answer,
            anchor=anchor,
            central_url=central_url,
            sign_seed=sign_seed,
            seal_private=seal_private,
        )
        self._found(desk, secret, before)
        return desk

    def _found(self, desk: NewDesk, secret: bytes, replaced: Replaced) -> None:
        """Make the file with its first entry, deposit its key, and only then say who we are."""
        key = self._entropy.take(32)
        info = ESCROW_INFO + desk.answer.desk.encode()
        self._doors.desk(desk).deposit(seal(desk.anchor.escrow_seal, key, info))
        body = DeskEnrolled(
            municipality=desk.anchor.municipality,
            office=desk.answer.office,
            replaces=replaced.desk,
            replaced_head=replaced.head or desk.answer.replaced_head,
        )
        journal = self._create_file(desk, key)
        subject = self._entropy.take(16)
        journal.record(NewEntry(kind="desk.enrolled", subject=subject, grant="", body=canonical.encode(body)))
        self._save(desk, secret)


def _made_of(secret: bytes, code: Code, purpose: bytes) -> bytes:
    """A key of this desk, 32 bytes: the same for the same code on the same computer, and for nothing else."""
    name = b"\0".join((b"salter desk key 1", purpose, code.secret.encode(), code.fingerprint.encode()))
    return hmac.digest(secret, name, hashlib.sha256)
