"""The key by which this desk proves itself to the office's relay, readable with nobody signed in.

It opens nothing: what neighbours left at a relay takes the office's key, which lies in the desk file alone.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from clerk_app.contract.relay import ProofKey
from clerk_app.domain.errors import Damaged
from clerk_app.settings.sealed_file import Purpose, read_sealed, write_sealed

_PURPOSE = Purpose("relay proof", damaged="relay_proof_damaged", foreign="relay_proof_other_secret")


class RelayProof:
    """One file, sealed under the desk secret."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._path = path
        self._secret = secret

    def read(self) -> ProofKey | None:
        """The key that was kept last; none where none was, or of another secret. Raises ``Unavailable``."""
        try:
            content = read_sealed(self._path, self._secret, _PURPOSE)
            return None if content is None else msgspec.msgpack.decode(content, type=ProofKey)
        except (Damaged, msgspec.DecodeError):
            return None

    def keep(self, key: ProofKey) -> None:
        """Keep it durably instead of an earlier one; raises ``Unavailable``."""
        if self.read() != key:
            write_sealed(self._path, self._secret, _PURPOSE, msgspec.msgpack.encode(key))
