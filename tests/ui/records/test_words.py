from dataclasses import replace

from clerk_app.ui.records.words import asked_by, reason_text, reason_words, record_look, state_of, state_words
from clerk_app.ui.widgets.button import Button


def test_each_state_has_its_own_look_and_an_unknown_one_waits(page):
    states = {state_of(one) for one in page._opened.records}
    assert states == {"done", "attached", "source_unavailable", "denied", "waiting", "party", "not_asked"}
    assert record_look("waiting") == ("circle-dashed", "offline")
    assert record_look("of_tomorrow") == record_look("waiting")
    assert len({record_look(state) for state in states}) == 7


def test_words_name_the_moment_and_who_asked(page, desk, texts):
    record = next(one for one in page._opened.records if state_of(one) == "denied")
    now = desk.clock.local()
    assert state_words(record, now, texts) == "Упит није дозвољен, 08:52"
    assert asked_by(record.query, now, texts) == "Тражи М. Примерић, 23.11.2026. 08:52, број 140398••••••6"
    unsent = replace(record, query=None, choice=None)
    assert state_words(unsent, now, texts) == "Није тражено"


def test_every_reason_has_words(texts):
    assert reason_text("", texts) == ""
    assert reason_text("statement_missing", texts) == texts.text("error.statement_missing")
    assert reason_text("of_tomorrow", texts) == texts.text("ezup.reason.other")


def test_what_is_kept_no_longer_says_so_and_is_asked_for_again(page, desk, texts, stage):
    record = next(one for one in page._opened.records if state_of(one) == "done")
    gone = replace(record, query=replace(record.query, state="dropped"))
    assert state_of(gone) == "dropped"
    assert "више се не чува" in state_words(gone, desk.clock.local(), texts)
    page.show_request(replace(page._opened, records=(gone,)))
    stage.settle()
    names = [one.accessibleName() for one in page.records.findChildren(Button) if one.isVisible()]
    assert any(name.startswith("Тражи поново") for name in names)
    assert not any(name.startswith("Погледај") for name in names)


def test_what_is_kept_no_longer_says_so_and_why(page, desk, texts):
    record = next(one for one in page._opened.records if state_of(one) == "done")
    dropped = replace(record, query=replace(record.query, state="dropped", reason="desk_lost"))
    assert state_words(dropped, desk.clock.local(), texts) == "Стигао 08:52, није приложен на време и више се не чува"
    assert (
        reason_words(dropped.query, texts) == "Рачунар са кога је тражен више није у употреби. Може се тражити поново."
    )
    assert record_look("dropped") not in {record_look("done"), record_look("attached"), record_look("waiting")}
