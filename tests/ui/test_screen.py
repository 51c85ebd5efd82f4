from PySide6.QtWidgets import QLabel, QWidget

from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.shell import Shell


class QuietScreen(Screen):
    """Says nothing of itself but what it must."""

    id, title_key, icon = "quiet", "place.home", "store"

    def build(self, context: Context) -> QWidget:
        return QLabel(context.texts.text("place.home"))


def test_a_screen_need_say_no_more_than_its_name(texts, look, qtbot):
    shell = Shell(texts, look, [QuietScreen()], lambda text, deliver: deliver([]))
    qtbot.addWidget(shell)
    shell.go("quiet", "subject")
    shell.close_screens()
    assert shell.header.title.accessibleName() == texts.text("place.home")
    assert [button.text() for button in shell.key_bar.buttons()] == [texts.text("command.help")]


def test_a_screen_without_a_place_of_its_own_has_no_button_in_the_rail(texts, look, qtbot):
    shell = Shell(texts, look, [QuietScreen()], lambda text, deliver: deliver([]))
    qtbot.addWidget(shell)
    assert shell.commands.action("place_1").isEnabled() is False
