"""The certificates that this desk trusts: PEM files that lie in folders, put there by whoever runs the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from asn1crypto import pem, x509

from clerk_app.documents.certificates import name_of, parsed
from clerk_app.domain.errors import Invalid
from clerk_app.ports.checks import CheckResult


class AnchorFolders:
    """Every certificate of every ``*.pem`` in the folders; called, it gives them as they are now.

    A file that is none is passed over: ``unreadable`` names those, for the doctor.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def __call__(self) -> Sequence[x509.Certificate]:
        """The certificates; each once."""
        found: dict[bytes, x509.Certificate] = {}
        for file in self._files():
            for certificate in _certificates(file):
                found.setdefault(certificate.sha256, certificate)
        return list(found.values())

    def unreadable(self) -> tuple[str, ...]:
        """Names of files without a certificate in them."""
        return tuple(file.name for file in self._files() if not _certificates(file))

    def _files(self) -> list[Path]:
        return [file for folder in self._folders if folder.is_dir() for file in sorted(folder.glob("*.pem"))]


class TrustCheck:
    """Whom this desk trusts, and whether every file that should say so does."""

    name = "trust"

    def __init__(self, anchors: AnchorFolders) -> None:
        self._anchors = anchors

    def run(self) -> CheckResult:
        """Read the files; a desk that trusts nobody judges no signature good, which may be meant so."""
        unreadable = self._anchors.unreadable()
        if unreadable:
            return CheckResult("warning", "trust_unreadable", {"files": ", ".join(unreadable)})
        known = sorted({name_of(certificate.subject) for certificate in self._anchors()})
        if not known:
            return CheckResult("fine", "trust_empty", {"folder": "trust"})
        return CheckResult("fine", "trust_known", {"issuers": ", ".join(known)})


def _certificates(file: Path) -> list[x509.Certificate]:
    try:
        return [
            parsed(der)
            for kind, _headers, der in pem.unarmor(file.read_bytes(), multiple=True)
            if kind == "CERTIFICATE"
        ]
    except (OSError, ValueError, Invalid):
        return []
