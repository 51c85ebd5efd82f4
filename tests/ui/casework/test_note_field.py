from clerk_app.actions.casework import LONGEST_NOTE
from clerk_app.ui.casework.note_field import NoteField


def test_the_note_is_what_was_typed_without_its_margins(context, qtbot):
    field = NoteField(context, "Белешка", hint="Виде је сви.")
    qtbot.addWidget(field)
    field.set_note("  хитно\n")
    assert (field.note, field.message) == ("хитно", "Виде је сви.")


def test_what_is_not_kept_is_not_taken_and_that_is_said(context, qtbot):
    field = NoteField(context, "Белешка")
    qtbot.addWidget(field)
    field.set_note("а" * (LONGEST_NOTE + 1))
    assert len(field.note) == LONGEST_NOTE
    assert str(LONGEST_NOTE) in field.message
