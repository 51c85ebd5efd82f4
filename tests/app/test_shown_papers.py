"""A paper lies in the open only while somebody looks at it, whatever became of the program before."""

from __future__ import annotations

import os

import pytest

from clerk_app.app.shown_papers import ShownPapers


def test_papers_are_kept_until_they_are_cleared(tmp_path):
    papers = ShownPapers(tmp_path / "papers")
    first, second = papers.keep("request", b"%PDF-1"), papers.keep("request", b"%PDF-2")
    assert (first.read_bytes(), second.read_bytes()) == (b"%PDF-1", b"%PDF-2")
    papers.clear()
    assert list((tmp_path / "papers").iterdir()) == []
    assert papers.keep("slip", b"%PDF-3").exists()


def test_what_a_killed_program_left_is_gone_at_the_next_start(tmp_path):
    left = ShownPapers(tmp_path / "papers").keep("request", b"%PDF-1")
    ShownPapers(tmp_path / "papers")
    assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="modes of files are POSIX")
def test_only_this_account_reads_them(tmp_path):
    path = ShownPapers(tmp_path / "papers").keep("request", b"%PDF-1")
    assert (path.parent.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
