from __future__ import annotations

from pathlib import Path

import pytest

from clerk_app.central.lists.from_csv import rows_of
from clerk_app.contract.lists import PageRow
from clerk_app.domain.errors import Invalid


def written(folder: Path, raw: bytes) -> Path:
    path = folder / "streets.csv"
    path.write_bytes(raw)
    return path


def test_rows_are_tidied_and_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    raw = '\ufeffen,code,sr\r\nMain , 01 ,"Главна\u00a0 улица"\r\n,02,"Узорна, доња"\r\n'.encode()
    assert list(rows_of(written(tmp_path, raw))) == [
        PageRow("01", "Главна улица", "Main"),
        PageRow("02", "Узорна, доња"),
    ]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", 1),
        (b"code,name\n1,a\n", 1),
        (b"code,sr\n1,a\n2,\n", 3),
        (b"code,sr\n,a\n", 2),
        (b"code,sr\n1,\x01\n", 2),
        (b"code,sr\n1,a,b\n", 2),
        (b"code,sr\n1\n", 2),
        (b"code,sr\n1,a\n2,\xff\n", 1),
        (b'code,sr\n1,"a\n', 1),
        (b"code,sr\n" + b"1" * 61 + b",a\n", 2),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, raw: bytes, line: int) -> None:
    with pytest.raises(Invalid, match="list_malformed") as caught:
        list(rows_of(written(tmp_path, raw)))
    assert (caught.value.params["file"], int(caught.value.params["line"]) >= line) == ("streets.csv", True)


def test_a_file_that_is_not_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="list_malformed"):
        list(rows_of(tmp_path / "streets.csv"))
