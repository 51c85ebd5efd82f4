from dataclasses import replace

from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.bodies import Representation
from clerk_app.domain.on_paper import PaperEntry
from clerk_app.ui.intake.review_facts import fact_rows
from clerk_app.ui.intake.state import IntakeState
from clerk_app.ui.request_list import rows_of
from tests.support.desk_day import EXTRACT, STOJAN
from tests.support.fake_neighbours import CARD_HOLDER, NOW

FORM = IntakeForm(id="d", applicant=CARD_HOLDER)


def test_whoever_comes_in_person_has_one_row(texts):
    assert fact_rows(IntakeState(FORM), texts) == [("Подносилац", "Јелена Примерић")]
    assert fact_rows(IntakeState(IntakeForm(id="d")), texts) == []


def test_the_representative_stands_with_the_word_they_speak_by(texts):
    form = replace(FORM, representative=STOJAN, representation=Representation(kind="guardian", number="12"))
    assert ("Заступа", "Стојан Пробић, старатељ бр. 12") in fact_rows(IntakeState(form), texts)
    nobody = replace(form, representative=None)
    assert ("Заступа", "старатељ бр. 12") in fact_rows(IntakeState(nobody), texts)


def test_the_time_on_a_paper_is_told(texts):
    at = NOW.replace(day=22, hour=8, minute=10)
    state = IntakeState(replace(FORM, paper=PaperEntry()), received_at=at)
    assert ("Примљено на папиру", "22.11.2026. 08:10") in fact_rows(state, texts)
    assert len(fact_rows(IntakeState(FORM, received_at=at), texts)) == 1


def test_what_came_before_in_the_visit_is_counted_and_summed(texts, desk):
    views = [desk.receive(CARD_HOLDER, "birth-extract", EXTRACT), desk.receive(CARD_HOLDER, "child-allowance")]
    earlier = rows_of(views, desk.actions.choosing)
    assert ("Раније у овој посети", "2 захтева · 640,00 РСД") in fact_rows(IntakeState(FORM, earlier=earlier), texts)
