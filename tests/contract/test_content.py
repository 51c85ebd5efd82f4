"""What is in a parcel: the same entries come out as went in, however they were laid out and packed."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import canonical, content, packing
from clerk_app.contract.entries import EntryRow
from clerk_app.contract.packing import History
from clerk_app.domain.errors import Invalid
from tests.bench.crowd import Crowd


def row(seq: int, body: bytes, **changed: object) -> EntryRow:
    plain = EntryRow(
        seq=seq,
        kind="request.received",
        version=1,
        subject=_drawn(seq, b"subject"),
        at=1_790_000_000_000_000 + seq * 60_000_000,
        boot=b"b" * 8,
        mono=seq * 60_000,
        offset=-1500,
        offset_age=42,
        grant="c0d1186981c53ca3",
        salt=_drawn(seq, b"salt"),
        body=msgspec.Raw(body),
    )
    return msgspec.structs.replace(plain, **changed)


def _drawn(seq: int, what: bytes) -> bytes:
    """As random as on the wire, and the same each time."""
    return hashlib.sha256(what + seq.to_bytes(8)).digest()[:16]


def crowd(count: int, seed: int = 1) -> list[bytes]:
    people = Crowd(seed)
    return [canonical.encode(people.body(f"A7-{number:05d}-K", date(2026, 11, 27))) for number in range(count)]


def plain(rows: list[EntryRow]) -> list[tuple[object, ...]]:
    return [(*msgspec.structs.astuple(one)[:-1], bytes(one.body)) for one in rows]


@pytest.mark.parametrize("by_column", [True, False])
@pytest.mark.parametrize("known", [True, False])
def test_what_goes_in_comes_out(*, by_column: bool, known: bool) -> None:
    rows = [row(seq, body) for seq, body in enumerate(crowd(12), 1)]
    history = content.history_of(crowd(20, seed=2)) if known else None
    packed = content.pack(rows, 19, history, by_column=by_column)
    assert packed.startswith(content.BY_COLUMN) is by_column
    assert plain(content.unpack(packed, history)) == plain(rows)


def test_columns_are_shorter_and_a_history_makes_them_shorter_still() -> None:
    rows = [row(seq, body) for seq, body in enumerate(crowd(50), 1)]
    history = content.history_of(crowd(64, seed=2))
    in_rows, by_column, known = (
        len(content.pack(rows, 19, by_column=False)),
        len(content.pack(rows, 19)),
        len(content.pack(rows, 19, history)),
    )
    assert known < by_column * 0.85
    assert by_column < in_rows


def test_a_body_over_several_lines_travels_in_rows() -> None:
    packed = content.pack([row(1, b'{"note":\n"x"}')], 19)
    assert not packed.startswith(content.BY_COLUMN)
    assert bytes(content.unpack(packed)[0].body) == b'{"note":\n"x"}'


def test_whoever_has_nothing_else_reads_rows() -> None:
    rows = [row(1, b'{"a":1}')]
    assert content.pack_alone(rows) == content.pack(rows, 12, by_column=False)


def test_a_body_that_is_no_json_is_refused_as_it_would_be_in_a_row() -> None:
    packed = content.pack([row(1, b'{"a":1,}')], 3)
    assert packed.startswith(content.BY_COLUMN)
    with pytest.raises(Invalid, match="malformed"):
        content.unpack(packed)


def test_another_history_than_the_one_it_was_packed_against_is_told() -> None:
    rows = [row(seq, body) for seq, body in enumerate(crowd(12), 1)]
    packed = content.pack(rows, 19, content.history_of(crowd(64, seed=2)))
    for other in (None, content.history_of(crowd(64, seed=3))):
        assert _unpacked(packed, other) != plain(rows)


numbers = st.integers(-(2**40), 2**40)
bodies = st.dictionaries(st.text(max_size=6), st.text(max_size=12) | st.integers(-(10**9), 10**9), max_size=4)


@given(
    rows=st.lists(
        st.builds(
            lambda seq, body, **changed: row(seq, canonical.encode(body), **changed),
            seq=st.integers(1, 2**40),
            body=bodies,
            at=numbers,
            mono=numbers,
            offset=st.none() | numbers,
            offset_age=st.none() | st.integers(0, 2**30),
            kind=st.sampled_from(["request.received", "looks.committed"]),
            subject=st.binary(min_size=1, max_size=16),
        ),
        max_size=6,
    ),
    by_column=st.booleans(),
)
def test_any_entries_come_out_as_they_went_in(rows: list[EntryRow], *, by_column: bool) -> None:
    history = content.history_of([b'{"note":"x"}'])
    assert plain(content.unpack(content.pack(rows, 3, history, by_column=by_column), history)) == plain(rows)


@given(st.binary(max_size=120))
def test_any_bytes_are_unpacked_or_refused_in_our_own_words(raw: bytes) -> None:
    framed = content.BY_COLUMN + packing.pack(raw)
    for one in (raw, content.BY_COLUMN + raw, framed, framed + raw):
        _unpacked(one, None)


def _unpacked(raw: bytes, history: History | None) -> list[tuple[object, ...]]:
    """The entries, or none where the bytes are refused in our own words."""
    rows: list[EntryRow] = []
    code = "malformed"
    try:
        rows = content.unpack(raw, history)
    except Invalid as error:
        code = error.code
    assert code in {"malformed", "too_large"}
    return plain(rows)
