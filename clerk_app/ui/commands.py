"""Every command of the program: one row here, one ``QAction``; menus, keys, palette, help and tests read this table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from clerk_app.i18n import Texts
from clerk_app.ui.chords import chords


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. Its words lie under ``command.<id>``, its explanation under ``command.<id>.tip``.

    ``local`` keys (Enter, arrows, Tab) are handled by the control that has the focus and only shown here.
    """

    id: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = "screen"
    local: bool = False
    listed: bool = True


# Only what some screen can do: a key in the help that does nothing is worse than none.
COMMANDS: tuple[Command, ...] = (
    Command(id="search", keys=("Ctrl+K",), icon="search", group="everywhere"),
    Command(id="help", keys=("F1",), icon="circle-question-mark", group="everywhere"),
    Command(id="lock", keys=("Ctrl+L",), icon="lock", group="everywhere"),
    Command(id="next_pane", keys=("F6",), group="everywhere"),
    Command(id="next_attention", keys=("F9",), icon="triangle-alert", group="everywhere"),
    Command(id="draft_saved", keys=("Ctrl+S",), icon="file-text", group="everywhere", listed=False),
    Command(id="sign_out", icon="log-out", group="everywhere"),
    Command(id="look", icon="contrast", group="everywhere"),
    Command(id="language", icon="languages", group="everywhere"),
    Command(id="back", keys=("Esc",), icon="arrow-left"),
    Command(id="new_request", keys=("F2",), icon="file-plus", group="request"),
    Command(id="read_card", keys=("F3",), icon="id-card", group="request"),
    Command(id="payment", keys=("F4",), icon="hand-coins", group="request"),
    Command(id="exchange_now", keys=("F5",), icon="refresh-cw", group="exchange"),
    Command(id="pause_enclosures", keys=("Ctrl+B",), icon="paperclip", group="exchange"),
    Command(id="resume_enclosures", keys=("Ctrl+B",), icon="paperclip", group="exchange"),
    Command(id="to_stick", keys=("Ctrl+U",), icon="usb", group="exchange"),
    Command(id="from_stick", keys=("Ctrl+I",), icon="inbox", group="exchange"),
    Command(id="check_devices", keys=("F5",), icon="refresh-cw", group="devices"),
    Command(id="save_report", keys=("Ctrl+G",), icon="life-buoy", group="devices"),
    Command(id="save_copy", keys=("Ctrl+Shift+G",), icon="database", group="devices"),
    Command(id="next_finding", keys=("F9",), icon="circle-alert", group="intake"),
    Command(id="add_file", keys=("Ctrl+O",), icon="paperclip", group="intake"),
    Command(id="print_receipt", keys=("Ctrl+P",), icon="printer", group="request"),
    Command(id="print_sheet", keys=("Ctrl+Shift+P",), icon="file-text", group="request"),
    Command(id="accept", keys=("Ctrl+Return", "Ctrl+Enter"), icon="stamp", group="intake"),
    Command(id="confirm", keys=("Ctrl+Return", "Ctrl+Enter"), icon="check"),
    Command(id="next_step", keys=("Ctrl+PgDown",), icon="arrow-right", group="intake"),
    Command(id="previous_step", keys=("Ctrl+PgUp",), icon="arrow-left", group="intake"),
    Command(id="hold_visit", keys=("Ctrl+H",), icon="hourglass", group="intake"),
    Command(id="take_up", keys=("Ctrl+Shift+H",), icon="rotate-ccw", group="intake"),
    Command(id="next_service", keys=("F2",), icon="file-plus", group="intake"),
    Command(id="as_representative", keys=("Ctrl+R",), icon="id-card", group="intake"),
    Command(id="on_paper", keys=("Ctrl+T",), icon="file-text", group="intake"),
    Command(id="print_visit", keys=("Ctrl+P",), icon="printer", group="intake"),
    Command(id="visit_sheets", keys=("Ctrl+Shift+P",), icon="file-text", group="intake"),
    Command(id="amend", keys=("Ctrl+D",), icon="square-pen", group="request"),
    Command(id="annul", keys=("Ctrl+Del",), icon="ban", group="request"),
    Command(id="take_case", keys=("Ctrl+T",), icon="user-round-plus", group="case"),
    Command(id="hand_case", keys=("Ctrl+H",), icon="send", group="case"),
    Command(id="next_state", keys=("Ctrl+R",), icon="arrow-right", group="case"),
    Command(id="call_supplement", keys=("Ctrl+M",), icon="undo-2", group="case"),
    Command(id="call_paper", keys=("Ctrl+Shift+M",), icon="file-text", group="case"),
    Command(id="supplement", keys=("Ctrl+B",), icon="file-plus", group="case"),
    Command(id="withdraw", keys=("Ctrl+Shift+Del",), icon="user-round-x", group="case"),
    Command(id="make_act", keys=("Ctrl+Shift+A",), icon="stamp", group="case"),
    Command(id="day_view", keys=("Ctrl+Shift+D",), icon="calendar", group="case"),
    Command(id="hand_over", keys=("F8",), icon="user-round", group="case"),
    Command(id="dispatch", keys=("Ctrl+Shift+F8",), icon="send", group="case"),
    Command(id="print_day", keys=("Ctrl+P",), icon="printer", group="case"),
    Command(id="her_requests", keys=("Ctrl+Return", "Ctrl+Enter"), icon="files", group="request"),
    Command(id="show_jmbg", keys=("Ctrl+J",), icon="eye", group="request"),
    Command(id="held", keys=("Ctrl+Shift+J",), icon="file-text", group="request"),
    Command(id="discard_draft", keys=("Del",), icon="trash-2", group="request"),
    Command(id="eid", keys=("Ctrl+E",), icon="user-round-plus", group="request"),
    Command(id="book", keys=("Ctrl+B",), icon="calendar", group="request"),
    Command(id="show_parameters", keys=("Ctrl+Shift+E",), icon="qr-code", group="request"),
    Command(id="obtain_records", keys=("Ctrl+Y",), icon="database", group="case"),
    Command(id="record_statement", keys=("Ctrl+Shift+Y",), icon="pencil", group="case"),
    Command(id="ezup_log", icon="eye", group="everywhere"),
    Command(id="search_log", keys=("Ctrl+Return", "Ctrl+Enter"), icon="search", group="case"),
    *(Command(id=f"pay_way_{n}", keys=(f"{n}",), group="payments") for n in range(1, 5)),
    Command(id="print_slip", keys=("Ctrl+P",), icon="printer", group="payments"),
    Command(id="cancel_order", keys=("Ctrl+Del",), icon="ban", group="payments"),
    Command(id="ask_refund", keys=("Ctrl+R",), icon="undo-2", group="payments"),
    Command(id="payments_day", keys=("Ctrl+Shift+F4",), icon="hand-coins", group="everywhere"),
    Command(id="print_payments", keys=("Ctrl+P",), icon="printer", group="payments"),
    Command(id="save_payments", keys=("Ctrl+Shift+P",), icon="download", group="payments"),
    Command(id="behind_plot", keys=("Enter",), local=True),
    Command(id="print_indicators", keys=("Ctrl+P",), icon="printer", group="index"),
    Command(id="save_indicators", keys=("Ctrl+E",), icon="download", group="index"),
    Command(id="send_indicators", keys=("Ctrl+Shift+E",), icon="send", group="index"),
    Command(id="narrow_list", keys=("Ctrl+F",), icon="list-filter"),
    Command(id="open", keys=("Enter",), local=True),
    Command(id="first_way_out", keys=("Enter",), local=True),
    Command(id="other_ways_out", keys=("Tab",), local=True),
    Command(id="move", keys=("↑↓",), local=True),
    Command(id="merge_here", keys=("←",), local=True),
    Command(id="merge_centre", keys=("→",), local=True),
    Command(id="merge_third", keys=("E",), icon="pencil", local=True),
    *(Command(id=f"place_{n}", keys=(f"Ctrl+{n}",), group="everywhere") for n in range(1, 7)),
    *(Command(id=f"item_{n}", keys=(f"Alt+{n}",), listed=False) for n in range(1, 10)),
)


@dataclass(frozen=True, slots=True)
class Bound:
    """A command that a screen can do now; ``in_bar`` shows it in the key bar, in the order given."""

    id: str
    run: Callable[[], None]
    in_bar: bool = True


class Commands(QObject):
    """The actions. Only those that somebody has bound are enabled, so one key may mean two things on two screens.

    A window takes them with ``addActions``. ``changed`` says that the set of enabled commands is another.
    """

    changed = Signal()

    def __init__(self, texts: Texts, parent: QObject, table: Sequence[Command] = COMMANDS) -> None:
        super().__init__(parent)
        self._texts = texts
        self.table: Mapping[str, Command] = {command.id: command for command in table}
        self._actions = {command.id: self._make(command) for command in table}
        self._everywhere: dict[str, Bound] = {}
        self._on_screen: dict[str, Bound] = {}

    def action(self, command_id: str) -> QAction:
        """The one action of a command."""
        return self._actions[command_id]

    def actions(self) -> list[QAction]:
        """All actions, in the table's order; a window adds them to itself."""
        return list(self._actions.values())

    def keys(self, command_id: str) -> str:
        """How the command's key is written on a cap; empty when it has none."""
        return written(self.table[command_id].keys)

    def bind_everywhere(self, bound: Iterable[Bound]) -> None:
        """What the shell can do on every screen; a screen's own meaning of a key goes before it."""
        self._everywhere = {each.id: each for each in bound}
        self._refresh()

    def bind_screen(self, bound: Iterable[Bound]) -> None:
        """What the screen now shown can do; replaces what the last one could."""
        self._on_screen = {each.id: each for each in bound}
        self._refresh()

    def bar(self) -> list[tuple[QAction, str]]:
        """The screen's commands for the key bar."""
        return [(self.action(each.id), self.keys(each.id)) for each in self._on_screen.values() if each.in_bar]

    def available(self) -> list[Command]:
        """What can be done now, the screen's commands first."""
        return [self.table[name] for name in (*self._on_screen, *self._everywhere) if self.action(name).isEnabled()]

    def set_available(self, command_id: str, reason: str = "") -> None:
        """Make a bound command unavailable with a reason (status tip); an empty reason makes it available."""
        action = self.action(command_id)
        action.setEnabled(not reason)
        action.setStatusTip(reason or self._tip(command_id))

    def run(self, command_id: str) -> None:
        """Do a command, if somebody can."""
        bound = self._on_screen.get(command_id) or self._everywhere.get(command_id)
        if bound is not None:
            bound.run()

    def _make(self, command: Command) -> QAction:
        action = QAction(self._texts.text(f"command.{command.id}"), self)
        action.setObjectName(command.id)
        action.setStatusTip(self._tip(command.id))
        action.setToolTip(self._tip(command.id))
        if command.keys and not command.local:
            action.setShortcuts([QKeySequence(chord) for chord in chords(command.keys)])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setEnabled(False)
        action.setAutoRepeat(False)
        action.triggered.connect(lambda: self.run(command.id))
        return action

    def _tip(self, command_id: str) -> str:
        key = f"command.{command_id}.tip"
        return self._texts.text(key) if self._texts.has(key) else ""

    def _refresh(self) -> None:
        taken = {chord for name in self._on_screen for chord in self.table[name].keys}
        for name, action in self._actions.items():
            shadowed = bool(taken.intersection(self.table[name].keys))
            action.setEnabled(name in self._on_screen or (name in self._everywhere and not shadowed))
            action.setStatusTip(self._tip(name))
        self.changed.emit()


def written(keys: Sequence[str]) -> str:
    """The first key as it stands on a cap: Return is Enter, PgDown is PgDn."""
    if not keys:
        return ""
    return keys[0].replace("Return", "Enter").replace("PgDown", "PgDn")
