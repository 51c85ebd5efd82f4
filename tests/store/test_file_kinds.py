from __future__ import annotations

from pathlib import PurePath

import pytest

from clerk_app.domain.errors import Invalid
from clerk_app.store.file_kinds import media_type

PDF, PNG, JPEG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n0000", b"\xff\xd8\xff\xe0JFIF"


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("скен.PDF", PDF, "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.JPG", JPEG, "image/jpeg"),
        ("a.tif", b"II*\x00", "image/tiff"),
        ("a.tiff", b"MM\x00*", "image/tiff"),
    ],
)
def test_what_is_taken(name: str, head: bytes, kind: str) -> None:
    assert media_type(PurePath(name), head) == kind


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("a.pdf", JPEG, "file_not_what_it_says"),
        ("a.png", b"", "file_not_what_it_says"),
        ("a.jpg", b"MZ\x90\x00", "file_not_what_it_says"),
        ("a.exe", b"MZ\x90\x00", "file_kind_not_taken"),
        ("pdf", PDF, "file_kind_not_taken"),
        ("a.docx", b"PK\x03\x04", "file_kind_not_taken"),
    ],
)
def test_what_is_not(name: str, head: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        media_type(PurePath(name), head)
