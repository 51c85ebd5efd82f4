"""The floor of accepting on PostgreSQL: bare inserts by ``unnest`` of rows of the same size, a hundred at a time.

The arrays are written out in PostgreSQL's own binary form before they are sent, as a driver without Python does it.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Sequence

import psycopg

_MADE = """CREATE TABLE bare (municipality varchar NOT NULL, desk varchar NOT NULL, seq bigint NOT NULL,
    body text NOT NULL, PRIMARY KEY (municipality, desk, seq))"""
_INSERT = """INSERT INTO bare SELECT * FROM unnest($1::varchar[], $2::varchar[], $3::bigint[], $4::text[])
    ON CONFLICT DO NOTHING"""
_VARCHAR, _INT8, _TEXT = 1043, 20, 25


def bare_rate(address: str, bodies: Sequence[bytes], size: int = 100) -> float:
    """Rows a second, each hundred committed."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS bare")
        connection.execute(_MADE.encode())
        batches = [_batch(place, bodies[place : place + size]) for place in range(0, len(bodies), size)]
        began = time.perf_counter()
        for batch in batches:
            found = connection.pgconn.exec_params(_INSERT.encode(), batch, param_formats=[1, 1, 1, 1])
            assert found.status == psycopg.pq.ExecStatus.COMMAND_OK, found.error_message
        return len(bodies) / (time.perf_counter() - began)


def _batch(place: int, bodies: Sequence[bytes]) -> list[bytes]:
    many = len(bodies)
    seqs = [struct.pack(">q", place + one) for one in range(many)]
    return [
        _array(_VARCHAR, [b"primerovo"] * many),
        _array(_VARCHAR, [b"A7"] * many),
        _array(_INT8, seqs),
        _array(_TEXT, bodies),
    ]


def _array(kind: int, values: Sequence[bytes]) -> bytes:
    """One dimension without nulls, numbered from 1."""
    head = struct.pack(">iiiii", 1, 0, kind, len(values), 1)
    return head + b"".join(struct.pack(">i", len(value)) + value for value in values)
