import pytest

from clerk_app.domain.receipts import ReceiptCode, Verdict
from clerk_app.ui.receipt_verdict import ReceiptVerdict
from tests.support.fake_neighbours import NOW

CODE = ReceiptCode(
    municipality="999",
    desk="A7",
    key_id="k",
    number="A7-000417-E",
    service="marriage",
    at=int(NOW.timestamp()),
    commitment=bytes(32),
)


@pytest.fixture
def verdict(context, desk, qtbot):
    verdict = ReceiptVerdict(context, desk.place)
    qtbot.addWidget(verdict)
    return verdict


def said(verdict):
    return verdict._note.accessibleName()


@pytest.mark.parametrize("told", [Verdict.GENUINE, Verdict.GENUINE_REVOKED])
def test_what_a_genuine_receipt_says_is_repeated(verdict, told):
    verdict.show_verdict((told, CODE))
    assert verdict.isVisible()
    assert "A7-000417-E" in said(verdict)
    assert "23.11.2026. 08:52" in said(verdict)


@pytest.mark.parametrize("told", [Verdict.ALTERED, Verdict.UNKNOWN])
def test_what_nobody_has_checked_is_not_repeated_as_if_it_were_true(verdict, told):
    verdict.show_verdict((told, CODE))
    assert "A7-000417-E" not in said(verdict)
    assert "Тражите папир" in said(verdict)


def test_a_request_that_was_annulled_later_is_told_in_amber(verdict):
    verdict.show_verdict((Verdict.GENUINE, CODE), annulled=True)
    assert "Захтев је касније поништен." in said(verdict)
    assert verdict._note._role == "warning"


def test_every_verdict_has_a_colour_of_its_own(verdict):
    roles = set()
    for told in Verdict:
        verdict.show_verdict((told, None))
        roles.add(verdict._note._role)
    assert len(roles) == len(Verdict)
