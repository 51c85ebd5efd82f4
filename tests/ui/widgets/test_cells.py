import pytest

from clerk_app.ui.widgets.cells import Cell, deadline_cell, mark_cell, number_cell, state_cell


def test_a_provisional_number_and_a_unique_one_differ_in_more_than_colour():
    provisional, unique = number_cell("1-17", "привр."), number_cell("004 812 736 / 2026")
    assert (provisional.strong, provisional.role, provisional.tag) == (False, "offline", "привр.")
    assert (unique.strong, unique.role, unique.tag) == (True, "text", "")


def test_an_icon_alone_is_spoken():
    assert mark_cell("circle-x", "error", "одбијен") == Cell(icon="circle-x", icon_role="error", spoken="одбијен")


def test_a_state_is_icon_and_word_of_one_colour():
    cell = state_cell("у раду", "clock", "accent")
    assert (cell.text, cell.icon, cell.icon_role, cell.role) == ("у раду", "clock", "accent", "accent")


@pytest.mark.parametrize(
    ("urgency", "icon", "role"),
    [("", "", "text"), ("soon", "clock", "warning"), ("late", "circle-alert", "error")],
)
def test_a_deadline_that_nears_has_icon_and_colour(urgency, icon, role):
    cell = deadline_cell("24.11.", urgency)
    assert (cell.text, cell.icon, cell.role, cell.strong) == ("24.11.", icon, role, bool(urgency))
