"""The vault of a place, and who the desk is: what the desk secret opens."""

from __future__ import annotations

from clerk_app.app.place import Place
from clerk_app.domain.errors import SignIn
from clerk_app.ports.keys import HighMark, Vault
from clerk_app.settings import identity as identities
from clerk_app.settings.high_mark import DemoMark, KeyringMark
from clerk_app.settings.identity import DeskIdentity
from clerk_app.settings.key_wraps import KeyWraps
from clerk_app.settings.vault import DemoVault, KeyringVault


def vault_of(place: Place) -> Vault:
    """The keyring of the operating system; for a demo, a file that says so."""
    return DemoVault(place.paths.demo_vault) if place.demo else KeyringVault(place.paths.vault_account)


def high_mark_of(place: Place) -> HighMark:
    """Where it is remembered how far the journal has come: where the desk secret is, beside it."""
    return DemoMark(place.paths.demo_mark) if place.demo else KeyringMark(place.paths.vault_account)


def secret_of(place: Place) -> bytes:
    """The desk secret; raises ``SignIn('not_enrolled')`` before there is one, and what the vault raises."""
    secret = vault_of(place).read()
    if secret is None:
        raise SignIn("not_enrolled")
    return secret


def identity_of(place: Place, secret: bytes) -> DeskIdentity:
    """Who this desk is; raises ``SignIn('not_enrolled')`` and ``Damaged``."""
    identity = identities.load(place.paths.identity, secret)
    if identity is None:
        raise SignIn("not_enrolled")
    return identity


def wraps_of(place: Place, secret: bytes) -> KeyWraps:
    """The clerks' wraps of the database key."""
    return KeyWraps(place.paths.keys, secret, stamp=place.clock.stamp)
