from clerk_app.domain.bodies import ProofChoice
from clerk_app.ui.records.statement_dialog import StatementDialog


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
