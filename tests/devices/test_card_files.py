import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.devices import card_files
from clerk_app.devices.card_files import HEADER, Malformed


def record(tag, value):
    return HEADER.pack(tag, len(value)) + value


@given(st.dictionaries(st.integers(1, 0xFFFE), st.binary(max_size=40)), st.binary(max_size=3))
def test_records_come_back_whatever_short_padding_follows(values, padding):
    run = b"".join(record(tag, value) for tag, value in values.items())
    assert card_files.records(run + padding) == values


@given(st.binary(max_size=200))
def test_any_bytes_are_records_or_malformed(noise):
    try:
        found = card_files.records(noise)
    except Malformed:
        return
    assert sum(len(value) + HEADER.size for value in found.values()) <= len(noise)


def test_padding_of_ones_ends_the_run():
    assert card_files.records(record(1546, b"1") + b"\xff" * 9) == {1546: b"1"}


def test_a_record_over_the_end_is_malformed():
    with pytest.raises(Malformed):
        card_files.records(record(1546, b"12345")[:-1])


@pytest.mark.parametrize("head", [b"", b"\x02\x0f\x01", b"\x02\x0f\x00\x00", b"\x02\x0f\xff\xff", b"\x02\x0f\x00\x80"])
def test_a_header_that_no_issued_card_has(head):
    with pytest.raises(Malformed):
        card_files.content_length(head)


def test_length_of_the_content_is_little_endian():
    assert card_files.content_length(b"\x06\x0f\x34\x12") == 0x1234


@pytest.mark.parametrize("front", [b"", record(1584, b""), b"\x00" * 10])
def test_the_portrait_begins_at_its_mark(front):
    assert card_files.jpeg(front + b"\xff\xd8rest") == b"\xff\xd8rest"


def test_padding_behind_the_portrait_is_not_part_of_it():
    assert card_files.jpeg(record(1584, b"\xff\xd8rest") + b"\xff\xff") == b"\xff\xd8rest"


def test_no_portrait_where_the_mark_comes_too_late():
    with pytest.raises(Malformed):
        card_files.jpeg(b"\x00" * 15 + b"\xff\xd8")
