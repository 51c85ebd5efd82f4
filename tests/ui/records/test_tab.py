from dataclasses import replace

from clerk_app.ui.widgets.button import Button
from tests.support.records_day import case_of


def buttons(page):
    return [one.accessibleName() for one in page.records.findChildren(Button) if one.isVisible()]


def test_every_record_says_how_it_stands_and_what_can_be_done(page, stage):
    words = stage.words()
    for said in (
        "Стигао одговор", "Није тражено", "Приложено предмету", "Евиденција није дала одговор", "Упит није дозвољен",
        "Чека везу", "Доставља странка", "Евиденција тренутно не ради", "Министарство унутрашњих послова",
    ):  # fmt: skip
        assert said in words
    names = buttons(page)
    assert sum(name.startswith("Погледај: ") for name in names) == 1
    assert not any("Непокретности" in name for name in names), "the party delivers it"
    assert "Прибави податке" in names


def test_what_waits_for_the_line_looks_like_every_offline_thing(page):
    waiting = [row for shown, row in page.records._rows._rows if shown.words.startswith("Чека везу")]
    assert len(waiting) == 1


def test_without_a_signed_statement_it_says_what_is_missing(page, stage):
    opened = page._opened
    unsigned = tuple(
        replace(one, choice=replace(one.choice, signed=False), query=None) for one in opened.records if one.choice
    )
    page.show_request(replace(opened, records=unsigned))
    stage.settle()
    assert page.records._note.isVisible()
    assert not page.records.all.isVisible()


def test_a_case_without_records_says_so(page, stage):
    page.show_request(replace(page._opened, records=()))
    stage.settle()
    assert "ништа се не прибавља" in stage.words() or page.records._nothing.isVisible()
    assert buttons(page) == []


def said_of_records(page):
    """What the tab of the records says of itself: its word, and how many there are."""
    (place,) = (index for index in range(page.tabs.count()) if page.tabs.tabData(index) == "records")
    return page.tabs.accessibleTabName(place), page.tabs._shown_count(place)


def test_the_tab_counts_them(page, desk, stage):
    word = stage.texts.text("detail.tab.records")
    assert case_of(desk).registered
    assert said_of_records(page) == (f"{word} 7", 7)
    opened = page._opened
    page.show_request(replace(opened, records=opened.records[:2]))
    stage.settle()
    assert said_of_records(page) == (f"{word} 2", 2)
    page.show_request(replace(opened, records=()))
    stage.settle()
    assert said_of_records(page) == (word, None)


def test_the_log_of_accesses_is_a_button_for_whoever_may_read_it(page, stage, desk):
    assert not page.records.log.isVisible()
    desk.role = "supervisor"
    desk.sign_in()
    page.show_request(page._opened)
    stage.settle()
    assert page.records.log.isVisible()
    page.records.log.click()
    stage.settle()
    assert stage.shell.current_id == "ezup_log"
    assert page.records.log.text() == stage.texts.text("ezup_log.title") == "Дневник приступа"
