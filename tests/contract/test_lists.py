from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.contract.keys import SigningKey
from clerk_app.contract.lists import EMPTY, ListAsked, ListPage, PageRow, moved, parts, sign, verified
from clerk_app.domain.errors import Damaged

KEY = SigningKey(bytes(range(32)))
ASKED = ListAsked("streets", 3, 2, "0001")
PAGE = ListPage("streets", 3, 2, "0001", False, [PageRow("0002", "Узорна"), PageRow("0003"), PageRow("0004", "А", "B")])


def changed(**fields: object) -> ListPage:
    known = {name: getattr(PAGE, name) for name in PAGE.__struct_fields__}
    return ListPage(**(known | fields))


def refusal(page: ListPage, asked: ListAsked = ASKED) -> str:
    with pytest.raises(Damaged) as caught:
        verified(sign(page, KEY), asked, KEY.public)
    return caught.value.code


def test_a_page_comes_back_as_it_was_signed() -> None:
    assert verified(sign(PAGE, KEY), ASKED, KEY.public) == PAGE


def test_another_signature_another_question_or_a_cut_page_is_forged() -> None:
    raw = sign(PAGE, KEY)
    for broken in (raw[:-1], raw[:40], b"", raw[:70] + bytes([raw[70] ^ 1]) + raw[71:]):
        with pytest.raises(Damaged, match="list_forged"):
            verified(broken, ASKED, KEY.public)
    with pytest.raises(Damaged, match="list_forged"):
        verified(raw, ASKED, SigningKey(bytes(32)).public)
    for other in (changed(name="other"), changed(version=4), changed(after="0000")):
        assert refusal(other) == "list_forged"


@pytest.mark.parametrize(
    "rows",
    [
        [PageRow("0002", "Узорна"), PageRow("0002", "Узорна")],
        [PageRow("0001", "Опет")],
        [PageRow("0002", "Узор\x00на")],
        [PageRow("0002", "", "only English")],
        [PageRow("")],
        [PageRow("2", "а" * 201)],
        [],
        [PageRow(f"9{number:05d}", "Узорна") for number in range(2001)],
    ],
)
def test_a_signed_page_that_makes_no_sense_is_not_taken(rows: list[PageRow]) -> None:
    assert refusal(changed(rows=rows)) == "list_malformed"


def test_a_whole_list_takes_nothing_away_and_begins_only_at_the_beginning() -> None:
    whole = ListAsked("streets", 3, 0, "0001")
    assert refusal(changed(since=0), whole) == "list_malformed"
    assert refusal(changed(since=0, rows=PAGE.rows[:1])) == "list_malformed"  # all rows, but not from the first
    begun = changed(since=0, after="", rows=PAGE.rows[:1])
    assert verified(sign(begun, KEY), ListAsked("streets", 3, 2), KEY.public) == begun


def test_parts_go_on_after_each_other() -> None:
    some = list(parts(changed(last=True), 2))
    assert [(part.after, len(part.rows), part.last) for part in some] == [("0001", 2, False), ("0003", 1, True)]
    assert [part.last for part in parts(changed(rows=[], last=True), 2)] == [True]


@given(st.lists(st.tuples(st.integers(0, 9), st.text("абв", min_size=1, max_size=2)), max_size=12))
def test_the_digest_follows_rows_in_any_order_and_back(pairs: list[tuple[int, str]]) -> None:
    rows = [PageRow(str(code), label) for code, label in pairs]
    whole = moved(EMPTY, added=rows)
    assert whole == moved(moved(EMPTY, added=rows[3:]), added=reversed(rows[:3]))
    assert moved(whole, taken=rows) == EMPTY
    assert (whole == EMPTY) == (not rows)
