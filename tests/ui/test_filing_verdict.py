import pytest

from clerk_app.actions.filings import CodeChecked
from clerk_app.domain.portal_codes import PortalCode
from clerk_app.ui.filing_verdict import FilingVerdict
from tests.support.desk_day import VESNA
from tests.support.fake_neighbours import NOW
from tests.support.filed import code_of, file_online

CODE = PortalCode(municipality="999", number="EU-2026-000123-K", at=int(NOW.timestamp()))


@pytest.fixture
def verdict(context, desk, qtbot):
    verdict = FilingVerdict(context, desk.place)
    qtbot.addWidget(verdict)
    return verdict


def said(verdict):
    return verdict._note.accessibleName()


def test_a_case_that_is_here_is_given_and_nothing_is_said(verdict, desk, qtbot):
    view = file_online(desk, VESNA, "public-area")
    with qtbot.waitSignal(verdict.found) as given:
        verdict.check(code_of(view.number))
    assert given.args == [view.subject]
    assert not verdict.isVisible()


def test_what_is_not_here_yet_says_what_to_do(verdict):
    verdict.show_checked(CodeChecked("not_here", CODE))
    assert "није стигао" in said(verdict)
    assert "F5" in said(verdict)
    assert "EU-2026-000123-K, 23.11.2026. 08:52" in said(verdict)


@pytest.mark.parametrize(
    ("told", "words"),
    [("forged", "није прави"), ("garbled", "не може прочитати"), ("other_municipality", "другој општини")],
)
def test_what_is_not_to_be_believed_is_said_plainly(verdict, told, words):
    verdict.show_checked(CodeChecked(told))
    assert words in said(verdict)
