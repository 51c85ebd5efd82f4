from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from clerk_app.ui.intake.form_page import NARROWEST, FormPage
from clerk_app.ui.looked_up import LookedUp
from clerk_app.ui.widgets.fields import ChoiceField, LongTextField, TextField
from clerk_app.ui.widgets.lookup_field import LookupField
from clerk_app.ui.widgets.yes_no import YesNo
from tests.support.desk_day import ALLOWANCE
from tests.support.fake_frame import context_of
from tests.support.fake_lookups import row
from tests.support.stage import texts_in


@pytest.fixture
def page(context, qtbot):
    page = FormPage(context)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    return page


@pytest.fixture
def heard(page):
    heard: list[object] = []
    page.form_changed.connect(heard.append)
    return heard


def control(page, key):
    return page._fields[key].control


def test_every_type_has_its_control(page, state_of):
    kinds = {"choice": ChoiceField, "yes_no": YesNo, "multiline": LongTextField}
    for service in ("public-area", "child-allowance"):
        page.show_state(state_of(service))
        for field in page._fields.values():
            assert isinstance(field.control, kinds.get(field.state.field.type, TextField))


def test_showing_values_changes_nothing(page, state_of, heard):
    page.show_state(state_of("child-allowance", values=ALLOWANCE))
    page.show_state(state_of("child-allowance", values=ALLOWANCE | {"claim.single_parent": "yes"}))
    assert heard == []
    assert control(page, "claim.single_parent").value() == "yes"


def test_a_date_is_shown_as_people_write_it_and_what_is_none_as_typed(page, state_of):
    page.show_state(state_of("public-area", values={"place.from": "2027-04-01", "place.to": "ускоро"}))
    assert control(page, "place.from").text() == "01.04.2027."
    assert control(page, "place.to").text() == "ускоро"


def test_a_computed_field_is_shown_and_cannot_be_typed_in(page, state_of):
    page.show_state(state_of("public-area", values={"place.from": "2027-04-01", "place.to": "2027-04-03"}))
    assert control(page, "place.days").text() == "3"
    assert control(page, "place.days").isReadOnly()


def test_a_field_that_was_not_touched_is_not_blamed_yet(page, state_of):
    page.show_state(state_of("public-area"))
    assert page._fields["place.location"].row.message == ""
    page.show_state(state_of("child-allowance"))
    assert not [field.row.message for field in page._fields.values() if field.row.message and not field.state.computed]
    page.show_state(state_of("public-area", values={"place.location": ""}))
    assert page._fields["place.location"].row.message


def test_a_value_that_is_wrong_is_said_at_its_field(page, state_of):
    page.show_state(state_of("public-area", values={"place.area": "много"}))
    assert page._fields["place.area"].row.message


def test_what_is_being_typed_is_left_alone(page, state_of, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_state(state_of("public-area"))
    field = control(page, "place.location")
    field.setFocus()
    field.setText("Узорни тр")
    page.show_state(state_of("public-area", values={"place.location": "друго"}))
    assert field.text() == "Узорни тр"


def test_a_field_that_comes_keeps_the_focus_where_it_was(page, state_of, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_state(state_of("public-area", values={"holder.kind": "company"}))
    assert "holder.pib" in page._fields
    control(page, "holder.kind").setFocus()
    page.show_state(state_of("public-area", values={"holder.kind": "person"}))
    assert "holder.pib" not in page._fields
    assert control(page, "holder.kind").hasFocus()


def test_the_focus_goes_to_the_field_that_was_named_or_the_first_empty_one(page, state_of, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_state(state_of("public-area", values={"holder.kind": "person"}))
    page.take_focus("place.zone")
    assert control(page, "place.zone").hasFocus()
    page.take_focus()
    assert not control(page, "holder.kind").hasFocus()
    assert next(field for field in page._fields.values() if not field.state.value).control.hasFocus()


def test_rows_of_a_repeated_section_grow_and_shrink(page, state_of, heard):
    state = state_of("child-allowance", values=ALLOWANCE)
    page.show_state(state)
    section = next(one for one in state.service.sections if one.repeat_max > 1)
    page._on_row_added(section, 2)
    assert heard[-1].values == ALLOWANCE | {f"{section.code}[2].{section.fields[0].code}": ""}
    page._on_row_removed(section, 1)
    assert heard[-1] == replace(state.form, values={key: value for key, value in ALLOWANCE.items() if "[1]" not in key})


def test_the_folded_step_counts_what_is_filled(page, state_of, texts):
    state = state_of("public-area", values={"holder.kind": "person"})
    filled = sum(bool(value) for value in state.assessment.form.values.values())
    assert page.summary(state) == texts.many("intake.fields_filled", filled)


@pytest.mark.parametrize("service", ["child-allowance", "public-area", "property-tax"])
def test_words_of_any_language_leave_the_page_as_narrow_as_it_gets(look, page, state_of, qtbot, service):
    long = FormPage(context_of(texts_in("xx"), look, page))
    qtbot.addWidget(long)
    long.show_state(state_of(service, values=ALLOWANCE if service == "child-allowance" else {}))
    long.show()
    assert long.minimumSizeHint().width() <= look.px(NARROWEST)


@pytest.fixture
def with_lists(page, desk, qtbot):
    desk.lookups.lists["streets"] = [row("001", "Нова"), row("002", "Узорна")]
    listed = FormPage(page.context, LookedUp(desk.place))
    qtbot.addWidget(listed)
    listed.resize(900, 600)
    listed.show()
    listed.activateWindow()
    return listed


def test_a_value_of_a_list_is_kept_by_its_code_and_shown_by_its_label(with_lists, desk, state_of, qtbot):
    heard: list[object] = []
    with_lists.form_changed.connect(heard.append)
    with_lists.show_state(state_of("public-area"))
    street = control(with_lists, "place.street")
    assert isinstance(street, LookupField)
    street.setFocus()
    qtbot.keyClicks(street, "uz")
    qtbot.keyClick(street, Qt.Key.Key_Return)
    assert heard[-1].values["place.street"] == "002"  # type: ignore[attr-defined]
    with_lists.show_state(labelled(state_of("public-area", values={"place.street": "001"}), desk))
    assert street.text() == "Нова"


def test_a_value_that_left_the_list_is_noted_once_nobody_is_typing(with_lists, desk, state_of, qtbot):
    state = labelled(state_of("public-area", values={"place.street": "нестала"}), desk)
    with_lists.show_state(state)
    street = with_lists._fields["place.street"]
    assert street.row.message
    street.control.setFocus()
    qtbot.keyClicks(street.control, "x")
    with_lists.show_state(state)
    assert street.row.message == ""


def test_without_the_list_the_field_says_that_it_takes_text(page, state_of, heard, qtbot):
    page.show_state(state_of("public-area"))
    street = page._fields["place.street"]
    street.control.setFocus()
    qtbot.keyClicks(street.control, "Uzorna")
    assert heard[-1].values["place.street"] == "Uzorna"
    assert street.row.message == page.context.texts.text("intake.list_missing")


def labelled(state, desk):
    labels = desk.actions.looking_up.labels(state.service, state.form.values)
    return replace(state, assessment=desk.actions.intake.assess(state.form, state.service, labels))
