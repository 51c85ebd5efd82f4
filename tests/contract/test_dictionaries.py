"""The dictionaries that are shipped, and folders with anything in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clerk_app.contract import canonical, columns, dictionaries, packing
from tests.bench.crowd import Crowd

SHIPPED = Path(__file__).parents[2] / "resources" / "wire"
KNOWN = b'{"applicant":{"given_name":"","surname":""}}'


def test_versions_are_names_of_files(tmp_path: Path) -> None:
    for name in ("1.dict", "12.dict"):
        (tmp_path / name).write_bytes(KNOWN + name.encode())
    assert sorted(dictionaries.load(tmp_path)) == [1, 12]
    newest = dictionaries.newest(tmp_path)
    assert newest is not None
    assert newest.version == 12
    packed = packing.pack(KNOWN, 19, newest.history)
    assert packing.unpack(packed, newest.history) == KNOWN
    assert len(packed) < len(packing.pack(KNOWN, 19))


def test_what_is_no_dictionary_is_passed_over(tmp_path: Path) -> None:
    for name in ("256.dict", "0.dict", "-1.dict", "x.dict", "²³.dict", "7.txt"):
        (tmp_path / name).write_bytes(KNOWN)
    (tmp_path / "9.dict").write_bytes(b"x" * (dictionaries.MOST_BYTES + 1))
    assert dictionaries.load(tmp_path) == {}
    assert dictionaries.newest(tmp_path) is None
    assert dictionaries.newest(tmp_path / "none") is None


def test_the_shipped_one_helps_a_desk_that_has_sent_nothing_yet() -> None:
    """On people, streets and places that it was not trained on."""
    known = dictionaries.newest(SHIPPED)
    assert known is not None
    people = Crowd(5)
    bodies = [canonical.encode(people.body(f"A7-{number:05d}-K", date(2026, 11, 27))) for number in range(10)]
    text = columns.lay_out(bodies)[1]
    assert len(packing.pack(text, 19, known.history)) < 0.7 * len(packing.pack(text, 19))
