from datetime import date
from typing import Any

import pytest

from clerk_app.actions.choosing import Choosing
from clerk_app.domain.casework import CaseWork
from clerk_app.domain.catalogue import Wording
from clerk_app.domain.requests import CASE_STATES, RequestView
from clerk_app.ui.request_list import (
    MARKS,
    RequestCells,
    Row,
    service_name,
    shown_number,
    state_look,
    unique_number,
    urgency,
)
from tests.support.kept_reference import Kept
from tests.support.stage import RESOURCES, texts_in
from tests.support.sync_entries import StillClock

TODAY = date(2026, 11, 23)


def view(**given):
    facts: dict[str, Any] = {
        "subject": bytes(16),
        "seq": 1,
        "number": "A7-000417-E",
        "received_at": "2026-11-23T08:49:00+01:00",
        "applicant": "Примерић Јелена",
        "masked_id": "140398••••••6",
        "service": "marriage",
        "service_version": 1,
    }
    return RequestView(**facts | given)


def cells(**given):
    row = Row(view(**given), Wording(sr="Пријава закључења брака", en="Marriage registration"))
    made = RequestCells(texts_in(), lambda: TODAY)
    return [column.cell(row) for column in made.columns()]


def test_a_provisional_number_has_its_tag_and_a_unique_one_has_none():
    assert shown_number(view(), texts_in()) == ("A7-000417-E", "привр.")
    assert shown_number(view(unique_number="004812736/2026"), texts_in()) == ("004 812 736 / 2026", "")


def test_a_unique_number_is_read_in_threes():
    assert unique_number("004812736/2026") == "004 812 736 / 2026"


@pytest.mark.parametrize(
    ("deadline", "state", "how"),
    [
        ("", "u_radu", ""),
        ("2026-11-22", "u_radu", "late"),
        ("2026-11-23", "u_radu", "soon"),
        ("2026-11-26", "u_radu", "soon"),
        ("2026-11-27", "u_radu", ""),
        ("2026-11-22", "resen_usvojen", ""),
        ("2026-11-22", "annulled", ""),
    ],
)
def test_a_deadline_presses_only_while_the_case_is_open(deadline, state, how):
    assert urgency(view(deadline=deadline, state=state), TODAY) == how


def test_today_is_told_by_the_clock_and_another_day_by_its_date():
    assert cells()[2].text == "08:49"
    assert cells(received_at="2026-11-20T08:49:00+01:00")[2].text == "20.11."
    assert cells(deadline="2026-11-23")[6].text == "данас"
    assert cells()[6].text == "—"


def test_each_state_has_words_and_an_icon():
    for state in CASE_STATES:
        icon, _role = state_look(state)
        assert (RESOURCES / "icons" / f"{icon}.svg").exists()
        assert texts_in().has(f"state.{state}")


def test_each_mark_has_words_and_an_icon():
    for mark, (icon, _role) in MARKS.items():
        assert (RESOURCES / "icons" / f"{icon}.svg").exists()
        assert texts_in().has(f"mark.{mark}")


def test_a_mark_is_spoken():
    assert cells(mark="held")[0].spoken == "задржан"


def test_large_text_puts_two_lines_into_a_row():
    row = Row(view(), Wording(sr="Пријава закључења брака"))
    narrow = [column.cell(row) for column in RequestCells(texts_in(), lambda: TODAY).narrow_columns()]
    assert (narrow[1].text, narrow[1].second) == ("A7-000417-E", "привремени")
    assert (narrow[2].text, narrow[2].second) == ("Примерић Јелена", "Пријава закључења брака")


class NoReference:
    def get(self, name):
        return None

    def services(self):
        return ()

    def known(self):
        return {}

    def keep(self, items):
        raise AssertionError


def test_without_a_catalogue_the_service_is_its_own_name():
    assert service_name(view(), Choosing(reference=NoReference(), clock=StillClock())).sr == "marriage"


def test_what_was_annulled_has_no_deadline_any_more():
    assert cells(deadline="2026-11-23", annulled=True, state="annulled")[6].text == "—"


def test_a_service_that_is_not_known_here_has_the_name_that_the_centre_gave(qapp):
    choosing = Choosing(reference=Kept(), clock=StillClock())
    work = CaseWork(origin="portal", service_name="Станарска паркинг карта")
    assert service_name(view(service="parking-permit", work=work), choosing).sr == "Станарска паркинг карта"
    assert service_name(view(service="parking-permit"), choosing).sr == "parking-permit"


def test_only_what_came_from_the_portal_is_marked_so():
    filed = cells(work=CaseWork(origin="portal"))
    assert [cell.icon for cell in filed if cell.text == "Примерић Јелена"] == ["globe"]
    assert [cell.icon for cell in cells(work=CaseWork(origin="office")) if cell.text == "Примерић Јелена"] == [""]


def test_while_a_supplement_is_waited_for_its_day_is_the_one_that_presses():
    work = CaseWork(supplement_by="2026-11-20")
    called = view(deadline="2027-01-01", state="neuredan_dopuna", work=work)
    assert urgency(called, TODAY) == "late"
    row, made = Row(called, Wording(sr="Пријава")), RequestCells(texts_in(), lambda: TODAY)
    assert made.columns()[-1].cell(row).text == "20.11.2026."
    stacked = made.narrow_columns()[-1].cell(row)
    assert (stacked.text, stacked.second) == ("враћен на допуну", "рок 20.11.2026.")


def test_what_lies_at_the_relay_says_so_and_never_that_the_centre_has_it():
    mark, _number, _received, _applicant, _service, state, _deadline = cells(mark="relayed")
    assert (state.text, state.spoken) == ("код релеа", "код релеа, још није у центру")
    assert (mark.icon, mark.spoken) == ("network", "код релеа, још није у центру")
    assert cells(mark="relayed", unique_number="004812736/2026", state="u_radu")[5].text == "у раду"
