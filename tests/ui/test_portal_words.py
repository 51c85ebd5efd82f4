import pytest

from clerk_app.ui.portal_words import is_filed, payment_look, payment_words, waits_for_payment
from tests.support.desk_day import VESNA, busy_desk, newest
from tests.support.filed import file_online
from tests.support.stage import texts_in

STATES = (
    "",
    "issued",
    "pending",
    "partially_paid",
    "partially_proven",
    "paid",
    "expired",
    "cancelled",
    "refund_requested",
    "refunded",
)


@pytest.mark.parametrize("language", ["sr-Cyrl", "en"])
def test_every_state_has_words_of_its_own(language):
    words = [payment_words(state, texts_in(language)) for state in STATES]
    assert len(set(words)) == len(STATES)
    assert "of_next_year" in payment_words("of_next_year", texts_in(language))


def test_what_hinders_work_is_amber_and_what_is_paid_green():
    assert {payment_look(state)[1] for state in ("issued", "pending", "partially_paid")} == {"warning"}
    assert (payment_look("paid")[1], payment_look("expired")[1]) == ("success", "error")
    assert payment_look("of_next_year")[0]


def test_only_what_came_from_the_portal_waits(qapp):
    desk = busy_desk()
    own = newest(desk)
    unpaid = file_online(desk, VESNA, "public-area", payment="issued")
    paid = file_online(desk, VESNA, "public-area", serial=124, payment="paid")
    assert [waits_for_payment(view) for view in (unpaid, paid, own)] == [True, False, False]
    assert [is_filed(view) for view in (unpaid, own)] == [True, False]
