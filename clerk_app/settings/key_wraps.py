"""The database key, wrapped for each clerk by password and desk secret together (DESIGN §9)."""

from __future__ import annotations

import hmac
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clerk_app.domain.errors import Damaged, SignIn
from clerk_app.domain.journal import Stamp
from clerk_app.settings.failed_attempts import Failures, wait_after
from clerk_app.settings.sealed_file import Purpose, derived, read_sealed, write_sealed

KEY_BYTES = 32
_PURPOSE = Purpose("keys", damaged="keys_damaged", foreign="keys_other_secret")


class Cost(msgspec.Struct, frozen=True):
    """What one guess of a password costs (Argon2id): KiB of memory, passes, lanes. About 0.2 s on a small PC."""

    memory: int = 65536
    passes: int = 3
    lanes: int = 2


class _Wrap(msgspec.Struct, frozen=True):
    """One clerk's wrap, with the cost it was made at."""

    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


class _Content(msgspec.Struct):
    """The file: wraps and failures by the HMAC of the clerk's user name."""

    wraps: dict[bytes, _Wrap] = {}
    failures: dict[bytes, Failures] = {}


class KeyWraps:
    """The file of wraps; each method reads it, and is durable before it returns.

    ``stamp`` gives boot and monotonic time. All methods raise ``Damaged`` (``keys_damaged``, ``keys_other_secret``) and
    ``Unavailable``.
    """

    def __init__(self, path: Path, desk_secret: bytes, *, stamp: Callable[[], Stamp], cost: Cost | None = None) -> None:
        self._path = path
        self._secret = desk_secret
        self._stamp = stamp
        self._cost = cost or Cost()

    def has(self, user: str) -> bool:
        """Whether this clerk can open the desk without the centre."""
        return self._name(user) in self._read().wraps

    def unwrap(self, user: str, password: str) -> bytes:
        """The database key.

        Raises ``SignIn``: ``no_wrap``; ``password_wrong`` with ``wait``, the seconds until the next attempt;
        ``password_wait`` with the seconds still left. An attempt is on disk as a failure before it is tried, so that
        ending the program does not undo it.
        """
        name, content, now = self._name(user), self._read(), self._stamp()
        wrap = content.wraps.get(name)
        if wrap is None:
            raise SignIn("no_wrap")
        failures = content.failures.get(name, Failures()).carried_over(now)
        if (wait := failures.remaining(now)) > 0:
            self._note(content, name, failures)
            raise SignIn("password_wait", wait=wait)
        self._note(content, name, failures.another(now))
        try:
            key = AESGCM(self._kek(password, wrap)).decrypt(wrap.nonce, wrap.sealed, name)
        except InvalidTag as error:
            raise SignIn("password_wrong", wait=wait_after(failures.count + 1)) from error
        self._note(content, name, None)
        return key

    def add(self, user: str, password: str, key: bytes) -> None:
        """Wrap the key for a clerk, replacing an earlier wrap and forgetting failures."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"a database key has {KEY_BYTES} bytes")
        name, content = self._name(user), self._read()
        blank = _Wrap(cost=self._cost, salt=os.urandom(16), nonce=os.urandom(12), sealed=b"")
        sealed = AESGCM(self._kek(password, blank)).encrypt(blank.nonce, key, name)
        content.wraps[name] = msgspec.structs.replace(blank, sealed=sealed)
        content.failures.pop(name, None)
        self._write(content)

    def remove(self, user: str) -> None:
        """Take a clerk's wrap away; unknown clerks are fine."""
        name, content = self._name(user), self._read()
        content.wraps.pop(name, None)
        content.failures.pop(name, None)
        self._write(content)

    def _name(self, user: str) -> bytes:
        """How the file calls a clerk: nobody learns user names from it, or from its size."""
        folded = unicodedata.normalize("NFC", user.strip().casefold())
        return hmac.digest(derived(self._secret, "clerk names"), folded.encode(errors="surrogatepass"), "sha256")

    def _kek(self, password: str, wrap: _Wrap) -> bytes:
        """The key that opens a wrap: needs the password and the desk secret both."""
        stretched = hash_secret_raw(
            unicodedata.normalize("NFC", password).encode(errors="surrogatepass"),
            wrap.salt,
            time_cost=wrap.cost.passes,
            memory_cost=wrap.cost.memory,
            parallelism=wrap.cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
        return derived(stretched + self._secret, "key wrap")

    def _note(self, content: _Content, name: bytes, failures: Failures | None) -> None:
        """Write one clerk's failures durably, where they changed."""
        if content.failures.get(name) == failures:
            return
        if failures is None:
            del content.failures[name]
        else:
            content.failures[name] = failures
        self._write(content)

    def _read(self) -> _Content:
        """What the file holds now."""
        data = read_sealed(self._path, self._secret, _PURPOSE)
        if data is None:
            return _Content()
        try:
            return msgspec.msgpack.decode(data, type=_Content)
        except msgspec.DecodeError as error:
            raise Damaged("keys_damaged") from error

    def _write(self, content: _Content) -> None:
        """Replace the file."""
        write_sealed(self._path, self._secret, _PURPOSE, msgspec.msgpack.encode(content))
