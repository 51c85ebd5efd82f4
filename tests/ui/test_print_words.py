from typing import Any

import pytest

from clerk_app.ports.desk_file import JobState, PrintJob
from clerk_app.ui.print_words import LOOKS, job_state, job_title, known_reason, reason_words
from tests.support.stage import texts_in


def job(**given):
    facts: dict[str, Any] = {
        "id": bytes(4),
        "subject": bytes(16),
        "kind": "receipt",
        "copy": 0,
        "state": JobState.PRINTED,
    }
    return PrintJob(**facts | given)


@pytest.mark.parametrize("state", JobState)
def test_each_state_has_words_and_a_look(state):
    assert job_state(job(state=state), texts_in())
    assert state in LOOKS


def test_only_a_proof_makes_it_printed():
    assert job_state(job(state=JobState.PRINTED), texts_in()) == "одштампано"
    assert job_state(job(state=JobState.UNKNOWN), texts_in()) == "није потврђено: погледајте папир"
    assert job_state(job(state=JobState.FAILED, reason="printer_no_paper"), texts_in()).startswith("није одштампано.")


def test_original_copy_and_second_receipt_are_told_apart():
    titles = [job_title(each, texts_in()) for each in (job(), job(copy=2), job(kind="second"))]
    assert titles == ["Потврда о пријему", "Потврда о пријему, поновљен отисак 2", "Потврда са јединственим бројем"]


def test_a_reason_is_worded_as_an_error_or_as_a_finding():
    assert reason_words("printer_no_paper", texts_in()) == "У штампачу потврда нема папира. Ставите нову ролну."
    assert known_reason("service_outdated", texts_in(), {"version": "2"}).startswith("У међувремену важи верзија 2")


@pytest.mark.parametrize("code", ["never_heard_of", "service_outdated"])
def test_a_reason_without_words_or_without_its_values_breaks_nothing(code):
    assert known_reason(code, texts_in()) == ""
    assert reason_words(code, texts_in()) == "Разлог није познат."
