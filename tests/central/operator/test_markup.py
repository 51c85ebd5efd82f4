"""Text is escaped, markup is not escaped twice."""

from __future__ import annotations

from clerk_app.central.operator.markup import Html, cell, column, joined, row, table, tag


def test_text_is_escaped_and_markup_stays() -> None:
    assert tag("p", "<b>", tag("i", "&")) == "<p>&lt;b&gt;<i>&amp;</i></p>"
    assert joined(["<", Html("<br>")]) == "&lt;<br>"


def test_attributes_are_escaped_named_and_left_out() -> None:
    made = tag("label", for_='a"b', class_="x", aria_label="<", hidden=True, checked=False, title=None)
    assert made == '<label for="a&quot;b" class="x" aria-label="&lt;" hidden></label>'
    assert tag("input", name="n", value=3) == '<input name="n" value="3">'


def test_a_table_says_what_it_is_and_its_rows_are_named_by_their_first_cell() -> None:
    made = table("Кашика <", [column("А")], [row("A1", "<", cell("3", class_="number"))], class_="counted")
    assert '<caption class="unseen">Кашика &lt;</caption>' in made
    assert '<th scope="col">А</th>' in made
    assert '<th scope="row">A1</th><td>&lt;</td><td class="number">3</td>' in made
