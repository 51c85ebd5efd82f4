from dataclasses import replace
from itertools import count

import pytest

from clerk_app.contract.eid import EidAccount
from clerk_app.domain.errors import Invalid, Refused, Unavailable
from clerk_app.ui.eid.visit import Visit
from tests.ui.eid.conftest import BASIC, CITIZEN


@pytest.fixture
def visit():
    numbers = count()
    return Visit(lambda: f"{next(numbers):032x}")


def test_every_visit_has_acts_of_its_own(visit):
    assert visit.empty
    first = visit.begin(CITIZEN)
    second = visit.begin(None)
    assert len({first.register_act, first.issue_act, second.register_act, second.issue_act}) == 4
    assert (visit.empty, visit.begun, second.person.surname) == (False, False, "")


@pytest.mark.parametrize(
    ("account", "step"),
    [
        (EidAccount(), "contact"),
        (BASIC, "sheet"),
        (EidAccount("high", "active"), "sheet"),
        (EidAccount("basic", "blocked"), "account"),
    ],
)
def test_what_the_centre_says_leads_on(visit, account, step):
    visit.begin(CITIZEN)
    assert visit.after_account() == "person"
    visit.busy = "look_up"
    assert (visit.heard(account), visit.busy, visit.begun) == (step, "", True)


def test_a_sheet_that_is_out_spends_its_act_and_the_key_does_not_make_another(visit):
    before = visit.begin(CITIZEN)
    visit.heard(BASIC)
    visit.go_to("sheet")
    assert visit.verb() == "print"
    visit.sheet_left(given="09:12")
    assert (visit.verb(), visit.form.account.level, visit.begun) == ("next", "high", False)
    assert visit.form.issue_act != before.issue_act
    visit.again()
    assert visit.verb() == "print"
    visit.sheet_left(given="")
    assert (visit.verb(), visit.form.lost) == ("print", True)


def test_a_lost_answer_keeps_the_act_and_a_spent_one_changes_it(visit):
    act = visit.begin(CITIZEN).issue_act
    assert visit.failed(Unavailable("line_slow")) == ("", "")
    assert visit.form.issue_act == act
    visit.failed(Refused("parameters_gone"))
    assert visit.form.issue_act != act
    visit.failed(Unavailable("eid_sheet_lost", reason="printer_no_paper"))
    assert (visit.form.lost, visit.error) == (True, None)


def test_an_error_says_where_it_stands_and_goes_when_something_is_typed(visit):
    form = visit.begin(CITIZEN)
    assert visit.failed(Invalid("eid_email_form", field="email")) == ("contact", "email")
    assert visit.failed(Invalid("eid_expiry_missing", field="expires")) == ("person", "expires")
    visit.change(replace(form, face=True))
    assert visit.state().error is None
    visit.failed(Unavailable("line_down"))
    visit.change(form)
    assert visit.state().error is not None
    assert (visit.neighbour(-1), visit.neighbour(1)) == ("person", "account")
