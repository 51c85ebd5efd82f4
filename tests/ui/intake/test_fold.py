import pytest

from clerk_app.ui.intake.fee_page import FeePage
from clerk_app.ui.intake.fold import Fold
from clerk_app.ui.intake.form_page import FormPage


@pytest.fixture
def fold_of(context, qtbot):
    def make(kind, number=5):
        fold = Fold(context, number, kind(context))
        qtbot.addWidget(fold)
        fold.show()
        return fold

    return make


def test_the_current_step_is_open_and_says_nothing_twice(fold_of, state_of):
    fold = fold_of(FeePage)
    fold.show_state(state_of("public-area"), current=True, done=False)
    assert fold.page.isVisible()
    assert not fold._change.isVisible()
    assert not fold._summary.isVisible()


def test_a_folded_step_says_what_it_holds_and_can_be_opened(fold_of, state_of, qtbot):
    fold, state = fold_of(FeePage), state_of("public-area")
    fold.show_state(state, current=False, done=True)
    assert not fold.page.isVisible()
    assert fold._summary.accessibleName() == fold.page.summary(state)
    with qtbot.waitSignal(fold.opened) as opened:
        fold._change.click()
    assert opened.args == ["fee"]


def test_done_in_order_and_done_with_something_to_mend_look_different(fold_of, state_of):
    in_order, to_mend = fold_of(FeePage), fold_of(FormPage, 3)
    for fold in (in_order, to_mend):
        fold.show_state(state_of("public-area"), current=False, done=True)
    assert in_order._icon.isVisible()
    assert to_mend._icon.isVisible()
    assert in_order._icon.pixmap().toImage() != to_mend._icon.pixmap().toImage()


def test_a_step_that_was_not_reached_has_no_mark(fold_of, state_of):
    fold = fold_of(FeePage)
    fold.show_state(state_of("public-area"), current=False, done=False)
    assert not fold._icon.isVisible()


def test_the_button_is_spoken_with_its_step(fold_of, texts):
    assert fold_of(FeePage)._change.accessibleName().endswith(texts.text("intake.step.fee"))
