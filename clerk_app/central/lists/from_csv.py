"""Lists from CSV files: UTF-8, a first line that names the columns ``code``, ``sr`` and, where there is one, ``en``."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from clerk_app.contract.lists import PageRow, row_of
from clerk_app.domain.errors import Invalid
from clerk_app.domain.lookups import good_row
from clerk_app.domain.scripts import tidy


def rows_of(path: Path) -> Iterator[PageRow]:
    """The rows one by one, tidied; raises ``Invalid('list_malformed')`` with the line that is none."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            if not {"code", "sr"} <= set(reader.fieldnames or ()):
                raise _wrong(path, line)
            for cells in reader:
                line = reader.line_num
                row = PageRow(*(tidy(cells.get(name) or "") for name in ("code", "sr", "en")))
                if None in cells or not good_row(row_of(row)):
                    raise _wrong(path, line)
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _wrong(path, line) from error


def _wrong(path: Path, line: int) -> Invalid:
    return Invalid("list_malformed", file=path.name, line=line)
