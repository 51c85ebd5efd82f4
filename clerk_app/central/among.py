"""Statements about many values at once, made once for each database in the form that it takes soonest.

A list that is written out is another text for each length, which PostgreSQL's driver has to read anew; an array is one
value. SQLite has no arrays.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ARRAY, Column, ColumnElement, Select, any_, bindparam

from clerk_app.central.postgresql import NAME

type Among = Callable[[Column[object], str], ColumnElement[bool]]
"""Whether a column's value is among those that are given under a name."""


def for_each_database[Found: tuple[object, ...]](make: Callable[[Among], Select[Found]]) -> dict[str, Select[Found]]:
    """The statement, by the name of the database's dialect."""
    return {NAME: make(_in_array), "sqlite": make(_in_list)}


def _in_array(column: Column[object], name: str) -> ColumnElement[bool]:
    return column == any_(bindparam(name, type_=ARRAY(column.type)))


def _in_list(column: Column[object], name: str) -> ColumnElement[bool]:
    return column.in_(bindparam(name, expanding=True))
