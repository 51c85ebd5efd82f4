"""A file is opened with what came along: its signatures, and the answers about certificates that lie in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.documents.signed_pdf import opened, unreadable_told
from clerk_app.documents.upgrading import PadesUpgrading
from clerk_app.domain.errors import Invalid
from tests.support.signed import AT, HOUR, Authority, paper, signed_by


def test_answers_about_certificates_are_found_where_they_lie(tmp_path: Path) -> None:
    with Authority.over(tmp_path) as authority:
        signed = signed_by(authority.trust.leaf())
        authority.at = AT + HOUR
        made = PadesUpgrading(authority.anchors).upgrade(signed, authority.trust, authority.trust, authority.at)
    before, after = opened(signed), opened(made.pdf)
    assert not before.proofs().any
    assert after.proofs().any
    assert (len(after.signatures), len(after.stamps)) == (1, 1)
    assert not after.store_at(after.stamps[0].signed_revision)


def test_a_paper_without_signatures_has_none() -> None:
    assert opened(paper()).signatures == ()


def test_a_signature_that_cannot_be_found_is_no_paper_without_one(tmp_path: Path) -> None:
    with Authority.over(tmp_path) as authority:
        signed = signed_by(authority.trust.leaf())
    with pytest.raises(Invalid, match="signature_unreadable"):
        opened(signed.replace(b"/FT /Sig", b"/FT /Sog"))


def test_whatever_a_broken_file_raises_becomes_ours() -> None:
    with pytest.raises(Invalid, match="pdf_unreadable"), unreadable_told():
        raise RecursionError
