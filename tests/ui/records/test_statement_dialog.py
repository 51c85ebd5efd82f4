from clerk_app.domain.bodies import ProofChoice
from clerk_app.ui.records.statement_dialog import StatementDialog
from clerk_app.ui.widgets.choice import Radio


def test_what_was_said_before_stands_and_every_record_is_asked_once(context, page):
    heard: list[tuple[tuple[ProofChoice, ...], str]] = []
    records = (*page._opened.records, page._opened.records[0])
    dialog = StatementDialog(context, records, over=page)
    dialog.statement_given.connect(heard.append)
    dialog.open_over()
    assert len(dialog.choices()) == 7
    assert [one.by for one in dialog.choices()].count("party") == 1
    dialog._bodies["births"].setChecked(True)
    dialog.verb.click()
    choices, signed = heard[0]
    assert signed == "paper"
    assert ProofChoice(proof="births", by="body") in choices


def test_the_statement_is_signed_on_paper_for_no_citizen_has_a_screen_here(context, page, texts):
    dialog = StatementDialog(context, page._opened.records, over=page)
    asked = {radio.text() for radio in dialog.findChildren(Radio)}
    assert asked == {texts.text("intake.by_body"), texts.text("intake.by_party")}
