import pytest

from clerk_app.ui.records.record_dialog import RecordDialog
from tests.support.records_day import answer, case_of, query_of

TOLD = {"debt": "yes", "amount": "12000,00", "income[0].year": "2025", "income[0].amount": "612000,00"}


@pytest.fixture
def made(context, page, desk):
    def make(dataset):
        view = case_of(desk)
        opened = desk.actions.systems.ezup.open(view.subject, query_of(desk, view, dataset))
        dialog = RecordDialog(context, opened, desk.clock.local(), over=page)
        heard: list[object] = []
        dialog.attach_wanted.connect(heard.append)
        dialog.open_over()
        return dialog, heard

    return make


def words(dialog):
    return " | ".join(f"{name}: {value}" for name, value in dialog.told._shown)


def test_every_field_is_told_in_words(made, desk):
    answer(desk, case_of(desk), "porez", "done", payload=TOLD)
    dialog, heard = made("porez")
    assert words(dialog) == (
        "Има доспели порески дуг: да | Износ дуга: 12000,00 РСД | 1. Година: 2025 | 1. Приход: 612000,00 РСД"
    )
    assert dialog.fills.lines == {}
    dialog.verb.click()
    assert heard == [()]


def test_dates_are_written_as_here(made):
    dialog, _ = made("mkr")
    assert "Датум рођења: 14.03.1988." in words(dialog)
