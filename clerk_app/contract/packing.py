"""Compression on the wire: zstd, with a bound on what it may unfold to."""

from __future__ import annotations

from backports import zstd

from clerk_app.domain.errors import Invalid

MOST_UNPACKED = 16 * 1024 * 1024
# No frame of ours looks back further than 16 MiB; one that says it does only asks for memory.
_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 24}


def pack(plain: bytes, level: int = 12) -> bytes:
    """Compress ``plain``; higher levels spend time where the line is slow."""
    return zstd.compress(plain, level=level)


def unpack(packed: bytes) -> bytes:
    """Undo ``pack``; raises ``Invalid`` for damage and for more than 16 MiB unfolded."""
    reader = zstd.ZstdDecompressor(options=_WINDOW)
    try:
        plain = reader.decompress(packed, max_length=MOST_UNPACKED + 1)
    except zstd.ZstdError as error:
        raise Invalid("malformed", what="parcel", where="zstd") from error
    if len(plain) > MOST_UNPACKED:
        raise Invalid("too_large", what="parcel")
    if not reader.eof or reader.unused_data:
        raise Invalid("malformed", what="parcel", where="zstd")
    return plain
