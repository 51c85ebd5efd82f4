from dataclasses import replace

import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.people import Person
from clerk_app.ui.intake.card_note import CardNote, same, stranger
from tests.support.desk_day import STOJAN
from tests.support.fake_neighbours import CARD_HOLDER

OPEN = IntakeForm(id="d", applicant=CARD_HOLDER)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (OPEN, True),
        (replace(OPEN, applicant=STOJAN), False),
        (replace(OPEN, representative=STOJAN), False),
        (replace(OPEN, applicant=None), False),
        (IntakeForm(id="d"), False),
    ],
)
def test_only_a_person_of_nobody_in_the_request_is_a_stranger(form, expected):
    assert stranger(form, STOJAN) is expected


def test_two_are_one_by_number_and_without_numbers_by_name():
    assert same(STOJAN, replace(STOJAN, surname="Другачијић"))
    assert not same(STOJAN, CARD_HOLDER)
    assert same(Person(surname="Узорић", given_name="Ана"), Person(surname="Узорић", given_name="Ана", id_number="1"))
    assert not same(Person(surname="Узорић", given_name="Ана"), Person(surname="Узорић", given_name="Ива"))


def test_the_note_names_both_people_and_goes_with_the_card(context, qtbot):
    note = CardNote(context)
    qtbot.addWidget(note)
    note.show_people(OPEN, STOJAN)
    assert not note.isHidden()
    assert "Стојан Пробић" in note._note.accessibleName()
    assert "Јелена Примерић" in note._note.accessibleName()
    note.show_people(OPEN, None)
    assert note.isHidden()
    note.show_people(None, STOJAN)
    assert note.isHidden()
