"""Whom this desk trusts lies in folders of PEM files, read anew each time."""

from __future__ import annotations

from pathlib import Path

from clerk_app.documents.anchors import AnchorFolders, TrustCheck
from clerk_app.ports.checks import CheckResult
from tests.support.signers import SignersAuthority


def test_every_certificate_of_every_file_counts_once(tmp_path: Path) -> None:
    one, two = SignersAuthority("Први"), SignersAuthority("Други")
    (tmp_path / "both.pem").write_bytes(one.pem + two.pem)
    (tmp_path / "one.pem").write_bytes(one.pem)
    anchors = AnchorFolders([tmp_path, tmp_path / "absent"])
    assert len(anchors()) == 2
    assert anchors.unreadable() == ()


def test_a_file_that_is_none_is_passed_over_and_named(tmp_path: Path) -> None:
    (tmp_path / "junk.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (tmp_path / "note.pem").write_text("ovo nije sertifikat")
    anchors = AnchorFolders([tmp_path])
    assert list(anchors()) == []
    assert anchors.unreadable() == ("junk.pem", "note.pem")


def test_what_is_put_in_counts_at_once(tmp_path: Path) -> None:
    anchors = AnchorFolders([tmp_path])
    assert list(anchors()) == []
    (tmp_path / "one.pem").write_bytes(SignersAuthority().pem)
    assert len(anchors()) == 1


def test_the_doctor_says_whom_this_desk_trusts_and_what_is_no_certificate(tmp_path: Path) -> None:
    check = TrustCheck(AnchorFolders([tmp_path]))
    assert check.run() == CheckResult("fine", "trust_empty", {"folder": "trust"})
    (tmp_path / "two.pem").write_bytes(SignersAuthority("Други").pem + SignersAuthority("Први").pem)
    assert check.run() == CheckResult("fine", "trust_known", {"issuers": "Други, Први"})
    (tmp_path / "note.pem").write_text("ovo nije sertifikat")
    assert check.run() == CheckResult("warning", "trust_unreadable", {"files": "note.pem"})
