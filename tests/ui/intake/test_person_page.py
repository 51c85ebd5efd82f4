from clerk_app.actions.intake_form import IntakeForm
from clerk_app.domain.people import Person
from clerk_app.ui.intake.person_page import PersonPage
from clerk_app.ui.intake.state import IntakeState


def test_a_paste_that_does_not_fit_says_so(context, qtbot):
    page = PersonPage(context)
    qtbot.addWidget(page)
    page.show_state(IntakeState(IntakeForm(id="d", applicant=Person())))
    field = page._fields["surname"]
    page.form_changed.connect(lambda form: page.show_state(IntakeState(form)))
    field.insert("А" * 10_000)
    field.textEdited.emit(field.text())
    assert len(field.text()) == 200
    assert page._rows["surname"].message == "Стаје највише 200 знакова; остатак није узет."
    field.clear()
    field.textEdited.emit("")
    assert "200" not in page._rows["surname"].message
