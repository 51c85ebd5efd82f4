from dataclasses import replace

import pytest

from clerk_app.ui.merging.third import ThirdDialog


@pytest.fixture
def asked(context, desk, compared, page):
    page.resize(1000, 600)
    page.show()

    def ask(field, of=compared):
        told: list[object] = []
        dialog = ThirdDialog(context, desk.place, of, field, over=page)
        dialog.value_given.connect(told.append)
        dialog.open_over()
        return dialog, told

    return ask


def test_a_day_is_kept_in_its_one_spelling(asked):
    dialog, told = asked("claim.earlier_until")
    dialog.control.setText("11.5.2027")
    dialog.control.textEdited.emit("11.5.2027")
    dialog.verb.click()
    assert told == ["2027-05-11"]


def test_a_choice_is_one_of_the_forms(asked):
    dialog, told = asked("claim.kind")
    dialog.control.value_chosen.emit("first")
    dialog.verb.click()
    assert told == ["first"]


def test_without_the_definition_it_is_kept_as_typed(asked, compared):
    bare = replace(compared, opened=replace(compared.opened, service=None))
    dialog, told = asked("claim.earlier_until", bare)
    dialog.control.setText("нешто")
    dialog.control.textEdited.emit("нешто")
    dialog.verb.click()
    assert told == ["нешто"]


def test_to_leave_it_gives_nothing(asked):
    dialog, told = asked("claim.kind")
    dialog.leave.click()
    assert told == []
