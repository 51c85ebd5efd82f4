"""Who may speak to this relay, and how it shows that it is one of the office."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.contract import canonical, relay
from clerk_app.contract.relay import OfficeProof, RelayKey
from clerk_app.domain.errors import Refused
from clerk_app.relay.shelf import Shelf

_OWN = "key"


@dataclass(frozen=True, slots=True)
class Caller:
    """A desk that has proved itself."""

    desk: str
    public: bytes
    nonce: bytes


class Knowing:
    """The office's key as this relay last heard of it; ``ask`` is called when somebody seems to know more."""

    def __init__(self, shelf: Shelf, name: str, fingerprint: bytes, ask: Callable[[], None]) -> None:
        self.name = name
        self.run = secrets.token_bytes(8)
        self._shelf = shelf
        self._fingerprint = fingerprint
        self._ask = ask
        self._guard = threading.Lock()
        kept = shelf.own(_OWN)
        self._key = canonical.decode(kept, RelayKey) if kept is not None else None

    @property
    def key(self) -> RelayKey | None:
        """What is known now; nothing until the centre was heard for the first time."""
        with self._guard:
            return self._key

    def learn(self, key: RelayKey) -> None:
        """The centre has said what counts now."""
        if key != self.key:
            self._shelf.keep_own(_OWN, canonical.encode(key))
            with self._guard:
                self._key = key

    def admit(self, header: str, method: str, target: str) -> Caller:
        """The desk that made the proof.

        Raises ``Refused`` (``relay_proof``, ``relay_key_old``, ``office_key_old``, ``relay_desk_unknown``).
        """
        proof, key = relay.read_proof(header), self.key
        if proof is None:
            raise Refused("relay_proof")
        if key is None or proof.generation > key.generation:
            self._ask()
            raise Refused("relay_key_old")
        if proof.generation < key.generation:
            raise Refused("office_key_old")
        return self._admit(proof, key, method, target)

    def proof(self, nonce: bytes) -> str:
        """What an answer shows to whoever sent this nonce; nothing while there is no key."""
        key = self.key
        return relay.answer_proof(key.mac, self._fingerprint, nonce) if key is not None else ""

    def _admit(self, proof: OfficeProof, key: RelayKey, method: str, target: str) -> Caller:
        if not proof.holds(key.mac, self._fingerprint, method, target):
            raise Refused("relay_proof")
        public = key.desks.get(proof.desk)
        if public is None:
            self._ask()
            raise Refused("relay_desk_unknown")
        return Caller(proof.desk, public, proof.nonce)
