from dataclasses import replace

import pytest

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import Representation
from clerk_app.domain.people import Person
from clerk_app.ui.intake.representative_block import RepresentativeBlock
from clerk_app.ui.intake.state import IntakeState
from tests.support.desk_day import STOJAN
from tests.support.fake_neighbours import CARD_HOLDER

BY = Representation(number="УОП-II:1-2026", issued="2026-11-02", issuer="Јавни бележник", scope="предаја", seen=True)


class Followed(RepresentativeBlock):
    """Shows again what it changed, as its screen does."""

    def __init__(self, context, desk):
        super().__init__(context)
        self.desk = desk
        self.form_changed.connect(self.again)

    def again(self, form):
        self.form = form
        self.show_state(IntakeState(form, of_person=self.desk.actions.intake.of_people(form)))


@pytest.fixture
def block(context, qtbot, desk):
    made = Followed(context, desk)
    qtbot.addWidget(made)
    made.again(IntakeForm(id="d", applicant=CARD_HOLDER))
    made.show()
    return made


def choose(block, kind):
    block.kind.set_value(kind)
    block.kind.value_chosen.emit(kind)


def test_in_person_nobody_else_is_asked_for(block):
    assert not block._whole.isVisible()
    choose(block, "power_of_attorney")
    assert block.form.representation == Representation()
    assert block.person.isVisible()
    assert block._paper.isVisible()


def test_a_parent_needs_no_paper(block):
    choose(block, "parent")
    assert block.person.isVisible()
    assert not block._paper.isVisible()


def test_a_choice_made_by_mistake_loses_nothing(block):
    block.again(replace(block.form, representation=BY, representative=STOJAN))
    choose(block, "")
    assert (block.form.representation, block.form.representative) == (None, None)
    choose(block, "guardian")
    assert block.form.representation == replace(BY, kind="guardian")
    assert block.form.representative == STOJAN


def test_what_stands_on_the_paper_is_kept_as_it_is_typed(block, qtbot):
    choose(block, "power_of_attorney")
    for name, text in (("number", "12"), ("issued", "2.11.2026"), ("until", "једном"), ("scope", "предаја")):
        qtbot.keyClicks(block.fields[name], text) if text.isascii() else block.fields[name].insert(text)
    block.fields["scope"].textEdited.emit("")
    block.seen.click()
    by = block.form.representation
    assert (by.number, by.issued, by.until, by.scope, by.seen) == ("12", "2026-11-02", "једном", "предаја", True)


def test_the_representative_is_typed_in_the_same_fields(block, qtbot):
    choose(block, "power_of_attorney")
    qtbot.keyClicks(block.person.fields["id_number"], "1105985980020")
    assert block.form.representative.birth_date == "1985-05-11"


def test_findings_stand_where_they_are_mended(block):
    block.again(
        replace(block.form, representation=replace(BY, until="2026-01-01"), representative=Person(surname="Узорић"))
    )
    assert "истекло" in block.rows["until"].message
    assert block.person.rows["surname"].message == "Име или презиме недостаје."


def test_a_company_is_asked_who_speaks_for_it(block):
    company = Person(id_kind="company", id_number="101134702", surname="Узор д.о.о.")
    block.again(replace(block.form, applicant=company))
    assert "Правно лице" in block._kind_row.message


@pytest.mark.parametrize("where", ["representation.number", "representative.phone"])
def test_the_hand_is_led_to_a_place_and_the_place_is_named_again(block, where):
    block.activateWindow()
    block.again(replace(block.form, representation=BY, representative=STOJAN))
    assert block.take_focus(where)
    assert block.focused() == where
    assert not block.take_focus("applicant.surname")


def test_an_unseen_paper_leads_to_the_tick(block):
    block.activateWindow()
    block.again(replace(block.form, representation=BY))
    assert block.take_focus("representation.seen")
    assert block.seen.hasFocus()
