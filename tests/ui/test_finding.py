import pytest

from clerk_app.ui.finding import Finder
from tests.support.desk_day import busy_desk, newest
from tests.support.memory_neighbours import neighbour
from tests.support.stage import texts_in


@pytest.fixture
def desk(qapp):
    return busy_desk()


@pytest.fixture
def gone():
    return []


@pytest.fixture
def find(desk, gone):
    finder = Finder(desk.place, texts_in(), lambda: lambda screen_id, subject=None: gone.append((screen_id, subject)))

    def ask(text):
        delivered: list[object] = []
        finder(text, delivered.append)
        return delivered[-1] if delivered else None

    return ask


def test_a_name_in_either_script_finds_the_request(find, desk, gone):
    found = find("primeric")
    assert newest(desk).number in found[0].text
    found[0].run()
    assert gone == [("detail", newest(desk).subject)]


def test_a_service_begins_a_request(find, desk, gone):
    found = next(one for one in find("izvod") if one.kind == "нови захтев")
    found.run()
    assert gone == [("intake", desk.service("birth-extract"))]


@pytest.mark.parametrize("text", ["#000429", "@примерић"])
def test_numbers_and_people_find_no_services(find, text):
    assert {one.kind for one in find(text)} == {"захтев, привремени број"}


@pytest.mark.parametrize("text", ["", "п", "#", "@"])
def test_too_little_finds_nothing(find, text):
    assert find(text) == []


def test_the_code_of_a_receipt_is_checked(find, desk, gone):
    code = desk.actions.receipting.facts(newest(desk).subject, copy=0).qr
    find(code)[0].run()
    assert gone == [("requests", code)]


def test_locked_nothing_is_found_and_nothing_breaks(find, desk):
    desk.sessions.lock()
    assert find("primeric") is None


def test_the_code_of_a_filing_is_looked_into(find, gone):
    (found,) = find("EUP1:ABC")
    assert found.kind == "захтев са портала"
    found.run()
    assert gone == [("requests", "EUP1:ABC")]


def test_what_another_counter_received_is_found_and_leads_to_the_list(find, desk, gone):
    desk.neighbours.requests = [neighbour(7, "Непознатић Вук")]
    found = next(one for one in find("непознатић") if "Непознатић" in one.text)
    assert found.kind == "примљено на шалтеру 3, још није у центру"
    found.run()
    assert gone == [("requests", neighbour(7).number)]
