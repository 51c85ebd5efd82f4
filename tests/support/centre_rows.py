"""What stands in a centre's database, asked beside the running centre."""

from __future__ import annotations

from typing import Any

from sqlalchemy import NullPool, create_engine, text


def rows(address: str, sql: str, **values: object) -> list[tuple[Any, ...]]:
    """The answer to a question that SQLite and PostgreSQL understand alike."""
    engine = create_engine(address, poolclass=NullPool)
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(sql), values)]
