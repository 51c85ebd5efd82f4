from dataclasses import replace

import pytest

from clerk_app.domain.bodies import OnPaper, Representation
from clerk_app.domain.catalogue import Choice, Field, Wording
from clerk_app.domain.people import Person
from clerk_app.ui.detail.form_tab import HIDDEN, around, value_words, worded
from tests.support.desk_day import busy_desk, newest
from tests.support.specimens import SERVICE, received
from tests.support.stage import texts_in


def field(kind, **given):
    return Field(code="x", label=Wording(sr="x"), type=kind, **given)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("date", "2027-04-01", "01.04.2027."),
        ("date", "прекосутра", "прекосутра"),
        ("yes_no", "yes", "да"),
        ("yes_no", "no", "не"),
        ("jmbg", "2308003990429", "230800••••••9"),
        ("text", "Башта", "Башта"),
    ],
)
def test_a_value_is_read_as_people_read_it(kind, value, shown):
    assert value_words(field(kind), value, texts_in()) == shown


def test_a_choice_is_its_label_and_an_unknown_one_itself():
    choices = (Choice(code="garden", label=Wording(sr="башта", en="garden")),)
    assert value_words(field("choice", choices=choices), "garden", texts_in("en")) == "garden"
    assert value_words(field("choice", choices=choices), "garage", texts_in()) == "garage"


def test_a_unit_stands_behind_the_number():
    assert value_words(field("integer", unit="m²"), "12", texts_in()) == "12 m²"


def test_sections_come_in_the_definitions_order_with_filled_fields_only():
    sections = worded(received(), SERVICE, texts_in(), revealed=False)
    assert [(title, secret) for title, _rows, secret in sections] == [("Локал", False)]
    assert sections[0][1] == [("Назив локала", "Башта Пример"), ("Од", "01.04.2027."), ("Врста", "башта")]


def test_special_values_are_hidden_until_revealed(qapp):
    desk = busy_desk()
    body, service = desk.bodies.received(newest(desk).subject), desk.service("child-allowance")
    assert body is not None
    hidden = [value for _t, rows, _s in worded(body, service, texts_in(), revealed=False) for _n, value in rows]
    shown = [value for _t, rows, _s in worded(body, service, texts_in(), revealed=True) for _n, value in rows]
    assert hidden.count(HIDDEN) >= 2
    assert HIDDEN not in shown


def test_a_value_of_a_list_is_shown_by_its_label_and_without_one_as_it_is():
    street = field("lookup", list="streets")
    assert value_words(street, "001", texts_in("sr-Latn"), {("streets", "001"): Wording(sr="Ђачка")}) == "Đačka"
    assert value_words(street, "001", texts_in(), {("streets", "001"): None}) == "001"


def test_who_represents_and_both_times_of_a_paper_are_told():
    body = replace(
        received(),
        representative=Person(surname="Узорић", given_name="Весна"),
        representation=Representation(number="12"),
        received_local="2026-11-22T08:10:00+01:00",
        on_paper=OnPaper(entered_local="2026-11-23T08:53:11+01:00", number="14"),
    )
    assert around(body, texts_in()) == [
        ("Заступа", "Весна Узорић, пуномоћје бр. 12"),
        ("Примљено на папиру", "22.11.2026. 08:10"),
        ("Унето накнадно", "23.11.2026. 08:53"),
        ("Број папира", "14"),
        ("Зашто на папиру", "није било струје"),
    ]
    assert around(received(), texts_in()) == []
