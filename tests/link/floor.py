"""What a line cannot beat: all rows at once in JSON, packed as hard as zstd can, at line rate, with nothing lost.

The rows of all requests together are packed at level 19, with and without a dictionary that was trained on other
requests of the same mixture, and the smaller is taken; 25 bytes a status come down, and three round trips are waited.
Headers, TLS, signatures, acknowledgements and losses are in what is measured, never in here.
"""

from __future__ import annotations

from collections.abc import Sequence

from backports import zstd

from clerk_app.contract.entries import EntryRow, encode_rows
from tests.link.profiles import Profile

_LEVEL = 19
_DICTIONARY = 32 * 1024
_A_STATUS = 25
_ROUND_TRIPS = 3


def trained(rows: Sequence[EntryRow]) -> bytes:
    """A dictionary for the like of these rows."""
    return zstd.train_dict([encode_rows([row]) for row in rows], _DICTIONARY).dict_content


def packed_bytes(rows: Sequence[EntryRow], dictionary: bytes) -> int:
    """The fewest bytes that these rows are packed into."""
    plain = encode_rows(list(rows))
    known = zstd.ZstdDict(dictionary)
    return min(len(zstd.compress(plain, level=_LEVEL, zstd_dict=one)) for one in (None, known))


def seconds(profile: Profile, packed: int, statuses: int) -> float:
    """The physical limit."""
    up, down = profile.seconds_up(packed), profile.seconds_down(_A_STATUS * statuses)
    return up + down + _ROUND_TRIPS * profile.round_trip
