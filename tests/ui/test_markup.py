import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.ui.markup import plain, runs, to_html


def test_markup_is_strong_and_nothing_else():
    assert runs("а **б** в") == [("а ", False), ("б", True), (" в", False)]
    assert plain("а **б**") == "а б"


@pytest.mark.parametrize("text", ["**<img>**", "<img>", '"<img>'])
def test_what_a_name_smuggles_in_is_text(text):
    assert "&lt;img&gt;" in to_html(text)


def test_a_label_breaks_its_lines_where_the_text_does():
    assert to_html("а\n**б**") == 'а<br><span style="font-weight:600">б</span>'


@given(st.text("аб*<&\n", max_size=30))
def test_nothing_is_lost_but_the_marks(text):
    assert "".join(piece for piece, _strong in runs(text)) == plain(text)
