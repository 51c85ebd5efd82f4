"""The table of given certificates is among those of a new database, and partitions as all do."""

from __future__ import annotations

from clerk_app.central.schema import METADATA
from clerk_app.central.trust.tables import TRUST_CERTIFICATE


def test_it_is_part_of_the_whole_and_has_the_municipality_first() -> None:
    assert METADATA.tables[TRUST_CERTIFICATE.name] is TRUST_CERTIFICATE
    assert next(iter(TRUST_CERTIFICATE.primary_key)).name == "municipality"
