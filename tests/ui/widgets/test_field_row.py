import pytest

from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import TextField


@pytest.fixture
def field(look):
    return TextField(look)


@pytest.fixture
def row(look, field, qtbot):
    row = FieldRow(look, "Површина", field, required=True, hint="у m²")
    qtbot.addWidget(row)
    row.show()
    return row


def test_an_error_is_seen_and_spoken_in_room_that_was_there(row, field):
    before = row.sizeHint()
    row.set_error("„До” је пре **„Од”**.")
    assert row.sizeHint().height() == before.height()
    assert field.accessibleDescription() == row.message == "„До” је пре „Од”."
    assert field.property("bad") is True


def test_a_warning_is_no_error(row, field):
    row.set_error("погрешно")
    row.set_warning("необично")
    assert (field.property("bad"), row.message) == (False, "необично")


def test_without_a_message_the_hint_comes_back(row, field):
    row.set_error("погрешно")
    row.clear_message()
    assert (row.message, field.property("bad"), field.accessibleDescription()) == ("у m²", False, "у m²")


def test_the_label_belongs_to_the_control(row, field):
    assert row.label.buddy() is field
    assert field.accessibleName() == "Површина"


def test_what_is_required_has_a_star(row, look, qtbot):
    optional = FieldRow(look, "Напомена", TextField(look))
    qtbot.addWidget(optional)
    optional.show()
    assert row._star.isVisible()
    assert not optional._star.isVisible()


def test_a_long_message_may_have_two_lines(row, look, qtbot):
    two = FieldRow(look, "Лозинка", TextField(look), message_lines=2)
    qtbot.addWidget(two)
    assert two.sizeHint().height() > row.sizeHint().height()


def test_a_sentence_that_would_be_cut_takes_more_lines_and_gives_them_back(row, settle):
    row.setFixedWidth(160)
    settle()
    before = row.sizeHint().height()
    row.set_warning("Тог датума нема. Датум се пише дан, месец, година, на пример 01.04.2027.")
    assert row.sizeHint().height() > before
    assert row._message.height() >= row._message.heightForWidth(row._message.width())
    row.clear_message()
    settle()
    assert row.sizeHint().height() == before


def test_another_hint_waits_until_nothing_else_is_said(row):
    row.set_warning("необично")
    row.set_hint("предложено")
    assert row.message == "необично"
    row.clear_message()
    assert row.message == "предложено"
