import pytest

from clerk_app.domain.people import Person
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.person_line import PersonLine
from tests.support.desk_day import newest
from tests.support.fake_neighbours import CARD_HOLDER


@pytest.fixture
def line(context, qtbot):
    line = PersonLine(context)
    qtbot.addWidget(line)
    line.show()
    return line


def test_the_number_is_masked_until_it_is_shown(line, desk):
    view = newest(desk)
    line.show_person(view, CARD_HOLDER)
    assert line._number.accessibleName() == view.masked_id
    line.show_number(CARD_HOLDER.id_number)
    assert line._number.accessibleName() == CARD_HOLDER.id_number
    line.hide_number()
    assert line._number.accessibleName() == view.masked_id


def test_showing_another_person_masks_the_number(line, desk):
    line.show_person(newest(desk), CARD_HOLDER)
    line.show_number(CARD_HOLDER.id_number)
    line.show_person(newest(desk), CARD_HOLDER)
    assert CARD_HOLDER.id_number not in line._number.accessibleName()


def test_without_the_body_there_is_the_name_of_the_list_and_nothing_to_look_at(line, desk):
    line.show_person(newest(desk), None)
    assert line._name.accessibleName() == "Примерић Јелена"
    assert not line.eye.isVisible()
    assert not line.held.isVisible()


def test_a_telephone_is_shown_where_there_is_one(line, desk):
    line.show_person(newest(desk), CARD_HOLDER)
    assert not line._phone.isVisible()
    line.show_person(newest(desk), Person(phone="060 000 0412"))
    assert line._phone.isVisible()


def test_its_buttons_do_what_the_commands_do(line, desk, context):
    asked: list[str] = []
    bound = [Bound("show_jmbg", lambda: asked.append("look")), Bound("held", lambda: asked.append("held"))]
    context.commands.bind_screen(bound)
    line.show_person(newest(desk), CARD_HOLDER)
    line.eye.click()
    line.held.click()
    assert asked == ["look", "held"]


def test_whoever_represents_the_applicant_is_named(line, desk):
    line.show_person(newest(desk), CARD_HOLDER, Person(surname="Узорић", given_name="Весна"))
    assert line._other.accessibleName() == "заступа: Весна Узорић"
    line.show_person(newest(desk), CARD_HOLDER)
    assert not line._other.isVisible()
