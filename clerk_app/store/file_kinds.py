"""What a file is by its first bytes, and whether its name says the same."""

from __future__ import annotations

from pathlib import PurePath

from clerk_app.domain.errors import Invalid

HEAD = 16
"""How many first bytes tell."""

_SIGNS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_NAMES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


def media_type(name: PurePath, head: bytes) -> str:
    """The media type of a PDF, PNG, JPEG or TIFF file.

    Raises ``Invalid``: ``file_kind_not_taken`` for other names, ``file_not_what_it_says`` for other bytes.
    """
    said = _NAMES.get(name.suffix.lower())
    if said is None:
        raise Invalid("file_kind_not_taken", field="file")
    found = next((kind for sign, kind in _SIGNS if head.startswith(sign)), "")
    if found != said:
        raise Invalid("file_not_what_it_says", field="file")
    return said
