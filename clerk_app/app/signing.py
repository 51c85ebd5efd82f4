"""Signing joined: the card that the settings name, whom this desk trusts, and what dates signatures by the line.

The library for signatures takes a second to load, which no start of the program should wait for: it is loaded when it
is first needed, or when somebody begins to write an act.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from clerk_app.actions.acts import Signatures
from clerk_app.actions.upgrading import Upgrading, UpgradingWorld
from clerk_app.app.itself import program
from clerk_app.app.place import Place
from clerk_app.app.stores import Stores
from clerk_app.carriers.https_trust import HttpsTrust
from clerk_app.domain.errors import Unavailable
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.ports.checks import CheckResult
from clerk_app.ports.signing import KeptToken, OpenToken, Revocation, TimeStamps, Token, Upgraded

_LIBRARY = ("signing", "validating", "upgrading")


def token_of(place: Place) -> Token:
    """The card that the settings name, for a look; raises ``Unavailable('token_not_set')``."""
    from clerk_app.devices.token_process import TokenProcess
    from clerk_app.documents.certificates import read_certificate

    return TokenProcess(_host(), *_named(place), read_certificate)


class KeptCard:
    """The card that the settings name, always the same while they name it, since it stays open between acts."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._named: tuple[Path, str] | None = None
        self._token: KeptToken | None = None

    def __call__(self) -> KeptToken:
        """The card; raises ``Unavailable('token_not_set')``."""
        from clerk_app.devices.token_kept import TokenKept
        from clerk_app.documents.certificates import read_certificate

        named = _named(self._place)
        if self._token is None or named != self._named:
            self._named, self._token = named, TokenKept(_host(), *named, read_certificate)
        return self._token


def _named(place: Place) -> tuple[Path, str]:
    settings = place.settings
    if not settings.token_module:
        raise Unavailable("token_not_set")
    return Path(settings.token_module), settings.token_label


def _host() -> list[str]:
    """What starts the process in which the module of a card is loaded."""
    return [*program(), "token-host"]


def trust_folders(place: Place) -> tuple[Path, ...]:
    """Whom this desk trusts: what the program brings, beside the machine's policy, and in the folder of the desk."""
    return place.resources / "trust", place.paths.policy.parent / "trust", place.paths.root / "trust"


def signatures_of(place: Place) -> Signatures:
    """What acts are signed and judged with."""
    return Signatures(
        token=KeptCard(place),
        sign=LateSigning(),
        validate=LateValidation(trust_folders(place)),
        issuer_hash=_issuer_hash,
        warm=warm,
        dated=bool(place.settings.tsa_url),
    )


def act_chore(
    stores: Stores, place: Place, trust: HttpsTrust, changed: Callable[[frozenset[bytes]], None]
) -> Upgrading:
    """The chore that dates and proves signatures; its work on the file is short, and the line is not held meanwhile."""
    return Upgrading(
        UpgradingWorld(
            entries=stores.acts,
            requests=stores.requests,
            enclosures=stores.enclosures,
            journal=stores.journal,
            upgrade=LateUpgrading(trust_folders(place)),
            stamps=trust,
            revocation=trust,
            clock=place.clock,
            changed=changed,
        )
    )


class TrustedIssuers:
    """The check of the folders of trust, as they are when it runs."""

    name = "trust"

    def __init__(self, place: Place) -> None:
        self._folders = trust_folders(place)

    def run(self) -> CheckResult:
        """As ``TrustCheck``."""
        from clerk_app.documents.anchors import AnchorFolders, TrustCheck

        return TrustCheck(AnchorFolders(self._folders)).run()


def warm() -> None:
    """Load the library, so that the first signature does not wait for it."""
    for module in _LIBRARY:
        importlib.import_module(f"clerk_app.documents.{module}")


class LateSigning:
    """The port ``SignPdf``."""

    def sign(self, pdf: bytes, token: OpenToken, at: float) -> bytes:
        """As ``PadesSigning``."""
        from clerk_app.documents.signing import PadesSigning

        return PadesSigning().sign(pdf, token, at)


class LateValidation:
    """The port ``ValidatePdf``; ``folders`` hold whom this desk trusts."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def validate(self, pdf: bytes, at: float) -> tuple[SignatureVerdict, ...]:
        """As ``PadesValidation``."""
        from clerk_app.documents.anchors import AnchorFolders
        from clerk_app.documents.validating import PadesValidation

        return PadesValidation(AnchorFolders(self._folders)).validate(pdf, at)


class LateUpgrading:
    """The port ``UpgradePdf``; ``folders`` hold whom this desk trusts."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def upgrade(self, pdf: bytes, stamps: TimeStamps, revocation: Revocation, at: float) -> Upgraded:
        """As ``PadesUpgrading``."""
        from clerk_app.documents.anchors import AnchorFolders
        from clerk_app.documents.upgrading import PadesUpgrading

        return PadesUpgrading(AnchorFolders(self._folders)).upgrade(pdf, stamps, revocation, at)


def _issuer_hash(der: bytes) -> str:
    from clerk_app.documents.certificates import issuer_hash

    return issuer_hash(der)
