import pytest

from clerk_app.domain.errors import Unavailable
from clerk_app.ports.checks import CheckResult
from clerk_app.ui.check_words import fault_of, found_words
from tests.support.stage import texts_in


def test_a_result_has_its_own_words_or_those_of_the_error_it_names():
    assert found_words(CheckResult("fine", "disk_enough", {"free": "41 MB"}), texts_in()) == "Слободно 41 MB."
    assert found_words(CheckResult("fault", "printer_no_paper"), texts_in()).startswith("У штампачу потврда нема")


def test_an_error_of_ours_is_a_fault_and_anything_else_a_bug():
    assert fault_of(Unavailable("vault_silent", seconds=9)) == CheckResult("fault", "vault_silent", {"seconds": "9"})
    with pytest.raises(ZeroDivisionError):
        fault_of(ZeroDivisionError())
