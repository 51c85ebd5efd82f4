import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract import columns
from clerk_app.domain.errors import Invalid

_BODIES = st.lists(st.text('{}[]:,"\\n1 -\nж', min_size=1, max_size=30).map(str.encode), min_size=1, max_size=6)


@given(_BODIES)
def test_whatever_fits_comes_back_byte_by_byte(bodies: list[bytes]) -> None:
    if columns.fits(bodies):
        assert columns.gather(*columns.lay_out(bodies)) == bodies
    else:
        assert any(b"\n" in body for body in bodies)


def test_bodies_of_one_kind_have_one_shape_and_their_values_stand_together() -> None:
    bodies = [b'{"amount":133000,"who":{"name":"Ana"}}', b'{"amount":0,"who":{"name":""}}']
    numbers, text = columns.lay_out(bodies)
    assert numbers == [0, 0]
    assert text == b'{"amount":\0,"who":{"name":"\0"}}\n\n133000\n0\0Ana\n'


def test_values_of_one_name_share_a_column_wherever_they_stand() -> None:
    _, text = columns.lay_out([b'{"a":{"name":"x"},"b":[{"name":"y"},{"name":"z"}],"n":[1,2]}'])
    assert text.partition(b"\n\n")[2] == b"x\ny\nz\x001\n2"


def test_what_is_written_over_lines_does_not_fit() -> None:
    assert not columns.fits([b'{"a":1}', b'{"a":\n1}'])
    assert not columns.fits([b""])


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([0], b'{"a":\0}'),  # no columns
        ([1], b'{"a":\0}\n\n1'),  # no such shape
        ([-1], b'{"a":\0}\n\n1'),
        ([0, 0], b'{"a":\0}\n\n1'),  # a value is missing
        ([0], b'{"a":\0}\n\n1\n2'),  # one is left over
        ([0], b'{"a":\0}\n\n1\x002'),  # a column is
        ([0], b'{"a":\0,"b":\0}\n\n1'),
        ([], b'{"a":\0}\n\n1'),
    ],
)
def test_what_was_not_laid_out_so_is_malformed(numbers: list[int], text: bytes) -> None:
    with pytest.raises(Invalid, match="malformed"):
        columns.gather(numbers, text)


def test_a_shape_that_is_used_over_and_over_unfolds_to_no_more_than_rows_would() -> None:
    shape = b"x" * (1024 * 1024)
    with pytest.raises(Invalid, match="too_large"):
        columns.gather([0] * 17, shape + b"\n\n")


@given(st.lists(st.integers(-2, 3), max_size=4), st.binary(max_size=60))
def test_any_bytes_are_gathered_or_refused_in_our_own_words(numbers: list[int], text: bytes) -> None:
    code, gathered = "", numbers
    try:
        gathered = columns.gather(numbers, text)  # type: ignore[assignment] # only their count is looked at
    except Invalid as error:
        code = error.code
    assert len(gathered) == len(numbers)
    assert code in {"", "malformed"}
