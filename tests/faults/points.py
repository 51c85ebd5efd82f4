"""Fault points: the moments after (or just before) something durable, from accept over print to exchange.

The product calls ``reached(name)`` at each of them; a test passes a ``reached`` that ends the process there.
"""

from __future__ import annotations

from enum import StrEnum


class Point(StrEnum):
    """Where a process can be made to die; the values are the names that the product gives."""

    AFTER_ENCLOSURE_FILE = "after_enclosure_file"
    AFTER_ENCLOSURE_KEY = "after_enclosure_key"
    AFTER_BEGIN = "after_begin"
    AFTER_ENTRY = "after_entry"
    AFTER_OUTBOX = "after_outbox"
    BEFORE_COMMIT = "before_commit"
    AFTER_COMMIT = "after_commit"
    AFTER_SPOOL = "after_spool"
    AFTER_COPY = "after_copy"
    BEFORE_SETTLE_COMMIT = "before_settle_commit"
    BEFORE_PRINT = "before_print"
    AFTER_PRINT_PROOF = "after_print_proof"
    BEFORE_PARCEL_COMMIT = "before_parcel_commit"
    AFTER_PARCEL_CUT = "after_parcel_cut"
    BEFORE_REPLICA_COMMIT = "before_replica_commit"
    AFTER_REPLICA_COMMIT = "after_replica_commit"
    AFTER_ANSWER = "after_answer"
    BEFORE_LIST_COMMIT = "before_list_commit"
    BEFORE_LIST_SWAP = "before_list_swap"


PRINTING = frozenset({Point.BEFORE_PRINT, Point.AFTER_PRINT_PROOF})
"""Reached by the actions that print; the others by the store."""

STORE = tuple(point for point in Point if point not in PRINTING)
