from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def screen_of(stage):
    return stage.shell._screens["settings"]


def told(desk):
    heard: list[object] = []
    desk.news.settings_changed.connect(heard.append)
    return heard


def test_what_is_in_force_is_shown_with_where_it_came_from(stage, desk):
    stage.go("settings")
    assert "српски ћирилица · подразумевано" in stage.words()
    assert "7 · овлашћење из центра" in stage.words()
    assert "10 мин · подразумевано" in stage.words()


def test_a_choice_is_saved_and_told_at_once(stage, desk):
    heard = told(desk)
    stage.go("settings")
    chooser = screen_of(stage)._rows["theme"].control
    chooser.value_chosen.emit("dark")
    assert heard == ["theme"]
    assert "таман · ваш избор" in stage.words()


def test_high_contrast_can_be_chosen(stage, desk):
    stage.go("settings")
    chooser = screen_of(stage)._rows["theme"].control
    chooser.set_value("high-contrast")
    assert chooser.currentText() == "висок контраст"
    chooser.value_chosen.emit("high-contrast")
    assert "висок контраст · ваш избор" in stage.words()


def test_a_typed_value_is_saved_when_the_field_is_left_and_only_if_it_changed(stage, desk):
    heard = told(desk)
    stage.go("settings")
    field = screen_of(stage)._rows["reader"].control
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == []
    QTest.keyClicks(field, "Reader 1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["reader"]


def test_a_value_that_is_refused_is_marked_at_its_field(stage, desk):
    heard = told(desk)
    stage.go("settings")
    field = screen_of(stage)._rows["copy_to"].control
    field.setFocus()
    QTest.keyClicks(field, "wrong")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "упишите пуну путању" in screen_of(stage)._rows["copy_to"].message
    assert heard == []


def test_what_policy_fixes_is_locked_with_the_reason(stage, desk):
    stage.go("settings")
    row = screen_of(stage)._rows["printer"]
    assert not row.control.isEnabled()
    assert row.message == "Одредио је администратор рачунара, па се овде не мења."
