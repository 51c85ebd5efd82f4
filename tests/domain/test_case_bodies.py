"""What a citizen brings to a case comes with its files."""

from __future__ import annotations

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.case_bodies import RequestSupplemented
from clerk_app.domain.remembered import BringsFiles

PAPER = EnclosureRef(sha256="ab", size=3, media_type="application/pdf", title="потврда")


def test_what_was_brought_and_scanned_are_its_files() -> None:
    brought = RequestSupplemented(
        base_version=2, received_local="2026-11-28T09:00:00+01:00", clerk="c1", enclosures=(PAPER,)
    )
    assert isinstance(brought, BringsFiles)
    assert brought.files() == (PAPER,)
