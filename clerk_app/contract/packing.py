"""Compression on the wire: zstd, against what both ends have, with a bound on what it may unfold to."""

from __future__ import annotations

from backports import zstd

from clerk_app.domain.errors import Invalid

MOST_UNPACKED = 16 * 1024 * 1024
# No frame of ours looks back further than 16 MiB; one that says it does only asks for memory.
_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 24}
_Parameter = zstd.CompressionParameter
_BARE: dict[int, int] = {_Parameter.content_size_flag: 0, _Parameter.dict_id_flag: 0}
"""The seal and the header around a frame say what these would."""


class History:
    """Bytes that both ends have, so that what is like them is not sent again; made once and used for many parcels."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self._known = zstd.ZstdDict(text, is_raw=True)

    @property
    def digested(self) -> tuple[zstd.ZstdDict, int]:
        """As a compressor takes it that is to work it in once for each level."""
        return self._known.as_digested_dict

    @property
    def plain(self) -> zstd.ZstdDict:
        """As a decompressor takes it."""
        return self._known


def pack(plain: bytes, level: int = 12, history: History | None = None) -> bytes:
    """Compress ``plain``; higher levels spend time where the line is slow."""
    # The seal says that bytes are whole; the checksum, that both ends mean the same history.
    checked = int(history is not None)
    options = {**_BARE, _Parameter.compression_level: level, _Parameter.checksum_flag: checked}
    known = history.digested if history is not None else None
    packer = zstd.ZstdCompressor(options=options, zstd_dict=known)
    return packer.compress(plain, mode=zstd.ZstdCompressor.FLUSH_FRAME)


def unpack(packed: bytes, history: History | None = None) -> bytes:
    """Undo ``pack``; raises ``Invalid`` for damage and for more than 16 MiB unfolded."""
    plain, tail = unpack_front(packed, history)
    if tail:
        raise Invalid("malformed", what="parcel", where="zstd")
    return plain


def unpack_front(packed: bytes, history: History | None = None) -> tuple[bytes, bytes]:
    """Undo ``pack`` where something stands behind its frame, which is the second; raises as ``unpack``."""
    reader = zstd.ZstdDecompressor(options=_WINDOW, zstd_dict=history.plain if history is not None else None)
    try:
        plain = reader.decompress(packed, max_length=MOST_UNPACKED + 1)
    except zstd.ZstdError as error:
        raise Invalid("malformed", what="parcel", where="zstd") from error
    if len(plain) > MOST_UNPACKED:
        raise Invalid("too_large", what="parcel")
    if not reader.eof:
        raise Invalid("malformed", what="parcel", where="zstd")
    return plain, reader.unused_data
