"""Keys of searches are kept as digests that nobody can try out; who obtains a record is what the party said last."""

from __future__ import annotations

import hashlib

from clerk_app.central.ezup.denial import key_digest
from clerk_app.central.server import CentralSettings, open_parts


def test_a_search_key_is_digested_with_the_centres_own_key(settings: CentralSettings) -> None:
    parts = open_parts(settings)
    with parts.database.read() as connection:
        one, two = (key_digest(connection, "primerovo", dataset, "1403988985008") for dataset in ("mkr", "preb"))
        elsewhere = key_digest(connection, "drugde", "mkr", "1403988985008")
    parts.database.close()
    assert len({one, two, elsewhere, hashlib.sha256(b"mkr\x001403988985008").hexdigest()}) == 4
    assert len(one) == 64
