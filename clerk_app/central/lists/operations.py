"""The operation that brings lists for lookup fields."""

from __future__ import annotations

from clerk_app.central.operations import Operation
from clerk_app.contract.exchange import LISTS
from clerk_app.contract.lists import ListAsked

OPERATIONS = (
    Operation(
        method="post",
        path=LISTS,
        summary="One page of a list",
        takes=ListAsked,
        gives="application/octet-stream",
        says="64 bytes of signature, then a ListPage in canonical JSON, packed with zstd.",
    ),
)
