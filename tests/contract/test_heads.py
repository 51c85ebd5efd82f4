import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import heads
from clerk_app.contract.entries import EntryRow
from clerk_app.domain.errors import Invalid

BODY = msgspec.Raw(b"{}")
_COUNT = st.integers(0, 2**48)
_ROWS = st.lists(
    st.builds(
        EntryRow,
        seq=_COUNT,
        kind=st.sampled_from(("request.received", "receipt.printed")),
        version=st.integers(1, 3),
        subject=st.binary(min_size=1, max_size=2),
        at=st.integers(-(2**52), 2**52),
        boot=st.binary(max_size=2),
        mono=_COUNT,
        offset=st.none() | st.integers(-(2**40), 2**40),
        offset_age=st.none() | _COUNT,
        grant=st.sampled_from(("g1", "g2", "")),
        salt=st.binary(max_size=2),
        body=st.just(BODY),
    ),
    min_size=1,
    max_size=6,
)


def back(rows: list[EntryRow]) -> list[EntryRow]:
    line, tail = heads.write(rows, [0] * len(rows))
    return heads.rows_of(heads.read(line), tail, [bytes(BODY)] * len(rows))


@given(_ROWS)
def test_headers_come_back_as_they_were(rows: list[EntryRow]) -> None:
    assert back(rows) == rows


def row(seq: int, **other: object) -> EntryRow:
    made = EntryRow(
        seq=seq,
        kind="request.received",
        version=1,
        subject=b"s" * 16,
        at=1_764_000_000_000_000 + seq * 60_000_000,
        boot=b"b" * 8,
        mono=5_000 + seq * 60_000,
        offset=1_200,
        offset_age=3 + seq * 60,
        grant="g1",
        salt=b"t" * 16,
        body=BODY,
    )
    return msgspec.structs.replace(made, **other)


def test_clocks_that_tick_together_leave_nothing_but_their_pace() -> None:
    line, tail = heads.write([row(seq) for seq in (7, 8, 9)], [0, 0, 0])
    head = heads.read(line)
    assert head.seqs == [7, 1, 1]
    assert head.ats[1:] == [60_000_000, 60_000_000]
    assert head.drifts[1:] == [0, 0]
    assert head.learned[1:] == [0, 0]
    assert tail == b"b" * 8 + b"s" * 16 + b"t" * 16


@pytest.mark.parametrize(
    "change",
    [
        {"kind": [1, 0]},
        {"boot": [-1, 0]},
        {"boots": [-8]},
        {"boots": [9]},
        {"subjects": [(40, -8)]},
        {"subjects": [(16, 15)]},
        {"subject": [0]},
        {"seqs": [1]},
        {"ats": [2**63, 0]},
        {"drifts": [0, 2**63]},
        {"offsets": [2**63, 0]},
        {"grants": []},
    ],
)
def test_columns_that_do_not_fit_each_other_are_malformed(change: dict[str, object]) -> None:
    line, tail = heads.write([row(1), row(2)], [0, 0])
    wrong = msgspec.json.encode(msgspec.structs.replace(heads.read(line), **change))
    with pytest.raises(Invalid, match="malformed"):
        heads.rows_of(heads.read(wrong), tail, [bytes(BODY)] * 2)


@given(st.binary(max_size=80))
def test_any_line_is_read_or_refused_in_our_own_words(line: bytes) -> None:
    with pytest.raises(Invalid, match="malformed"):
        heads.read(line)
