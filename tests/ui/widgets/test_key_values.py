import pytest

from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.number_tag import NumberTag


@pytest.fixture
def values(look, qtbot):
    values = KeyValues(look, label_width=80)
    qtbot.addWidget(values)
    values.show()
    return values


def said(values):
    return [label.accessibleName() for label in values.findChildren(Label) if label.isVisible()]


def test_new_rows_replace_the_old_ones(values, settle):
    values.show_rows([("ЈМБГ", "•••"), ("Адреса", "Узорна 12")])
    values.show_rows([("Исправа", "009990417")])
    settle()
    assert said(values) == ["Исправа", "009990417"]


def test_a_value_is_spoken_with_its_label(values, look):
    number = NumberTag(look, "1-17")
    values.show_rows([("Адреса", "Узорна 12"), ("Број", number)])
    address = next(label for label in values.findChildren(Label) if label.accessibleName() == "Узорна 12")
    assert (address.accessibleDescription(), number.accessibleDescription()) == ("Адреса", "Број")


def test_values_begin_in_one_line(values, settle):
    values.show_rows([("а", "1"), ("много дужа ознака", "2")])
    settle()
    shown = {label.accessibleName(): label.x() for label in values.findChildren(Label)}
    assert shown["1"] == shown["2"] >= 80
