"""Settings: what this user may choose; what policy fixes is shown with the reason, and locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clerk_app.domain.errors import CounterError
from clerk_app.i18n import Texts
from clerk_app.ui.commands import Bound
from clerk_app.ui.saying import error_words
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.settings_rows import SettingRow, SettingsDesk
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, TextField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.workplace import Workplace

type Value = str | float | int | bool

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
THEMES = ("system", "light", "dark", "high-contrast")
DENSITIES = ("compact", "comfortable")
CHOSEN = ("language", "theme", "scale", "density")
TYPED = ("printer", "reader", "copy_to")
_FROM_ABOVE = frozenset({"environment", "argument"})


class SettingsScreen(Screen):
    """Each change is saved at once and told as ``News.settings_changed``; ``languages`` are those with texts."""

    id = "settings"
    title_key = "settings.title"
    icon = "settings"
    rail_place = "settings"
    at_bottom = True

    def __init__(self, place: Workplace, settings: SettingsDesk, languages: Sequence[str]) -> None:
        self._place = place
        self._settings = settings
        self._languages = tuple(languages)

    def build(self, context: Context) -> QWidget:
        """What may be chosen on the left, everything in force on the right."""
        self._context = context
        self._root = QWidget()
        look, text = context.look, context.texts.text
        self._rows: dict[str, FieldRow] = {}
        seen = Panel(look, text("settings.seen"), icon="contrast")
        devices = Panel(look, text("settings.devices"), icon="printer")
        self._chosen = {name: self._choices(name) for name in CHOSEN}
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        across = 1 if look.tokens.narrow else 2
        for place, name in enumerate(CHOSEN):
            grid.addWidget(self._add_row(name, self._chooser(name)), place // across, place % across)
        seen.body.addLayout(grid)
        for name in TYPED:
            devices.body.addWidget(self._add_row(name, self._field(name), hint=text(f"settings.hint.{name}")))
        self._all = Panel(look, text("settings.in_force"), icon="info")
        self._facts = KeyValues(look, label_width=210)
        self._all.body.addWidget(self._facts)
        left = QVBoxLayout()
        left.setSpacing(look.px(12))
        for panel in (seen, devices):
            left.addWidget(panel)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self._all)
        right.addStretch(1)
        columns: QHBoxLayout | QVBoxLayout = QVBoxLayout() if look.tokens.narrow else QHBoxLayout()
        columns.setSpacing(look.px(12))
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        scroll = Scroll(look)
        scroll.body.addLayout(columns)
        whole = QVBoxLayout(self._root)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        return (Bound("back", self._context.frame.back),)

    def on_shown(self, subject: object = None) -> None:
        """Show what is in force now."""
        del subject
        texts = self._context.texts
        self._context.frame.head(texts.text("settings.title"), texts.text("settings.at_once"))
        self._show()
        self._rows[CHOSEN[0]].control.setFocus()

    def _add_row(self, name: str, control: QWidget, hint: str = "") -> FieldRow:
        text = self._context.texts.text
        self._rows[name] = FieldRow(self._context.look, text(f"setting.{name}"), control, hint=hint)
        return self._rows[name]

    def _chooser(self, name: str) -> ChoiceField:
        chooser = ChoiceField(self._context.look, self._chosen[name])
        chooser.value_chosen.connect(self._saving(name))
        return chooser

    def _choices(self, name: str) -> list[tuple[object, str]]:
        text = self._context.texts.text
        offered: dict[str, list[tuple[object, str]]] = {
            "language": [(one, text(f"language.{one}")) for one in self._languages],
            "theme": [(one, text(f"settings.theme.{one}")) for one in THEMES],
            "scale": [(one, text("settings.percent", n=round(one * 100))) for one in SCALES],
            "density": [(one, text(f"settings.density.{one}")) for one in DENSITIES],
        }
        return offered[name]

    def _field(self, name: str) -> TextField:
        field = TextField(self._context.look, longest=500)
        save = self._saving(name)
        field.editingFinished.connect(lambda: save(field.text()) if field.isModified() else None)
        return field

    def _saving(self, name: str) -> Callable[[object], None]:
        return lambda value: self._save(name, value if isinstance(value, str | float | int | bool) else "")

    def _save(self, name: str, value: Value) -> None:
        row = self._rows[name]
        if isinstance(row.control, QLineEdit):
            row.control.setModified(False)
        self._place.writes.submit(
            lambda: self._settings.save(name, value),
            while_alive(self._root, lambda _none: self._on_saved(name)),
            while_alive(self._root, lambda error: self._on_refused(name, error)),
        )

    def _on_saved(self, name: str) -> None:
        self._rows[name].clear_message()
        self._show()
        self._context.frame.say(self._context.texts.text("settings.saved"))
        self._place.news.settings_changed.emit(name)

    def _on_refused(self, name: str, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        self._rows[name].set_error(error_words(error, self._context.texts))
        self._rows[name].control.setFocus()

    def _show(self) -> None:
        rows = tuple(self._settings.explain())
        texts = self._context.texts
        for row in rows:
            if row.name in self._rows:
                self._show_row(row)
        self._facts.show_rows([(texts.text(f"setting.{row.name}"), self._told(row)) for row in rows])

    def _show_row(self, row: SettingRow) -> None:
        shown = self._rows[row.name]
        control, text = shown.control, self._context.texts.text
        if isinstance(control, ChoiceField):
            control.set_value(row.value)
        elif isinstance(control, TextField) and not control.hasFocus():
            control.setText(str(row.value))
        above = row.source in _FROM_ABOVE
        control.setEnabled(not (row.fixed or above))
        if row.fixed or above:
            shown.set_warning(text("settings.fixed" if row.fixed else f"settings.given_by.{row.source}"))

    def _told(self, row: SettingRow) -> str:
        text = self._context.texts.text
        offered = dict(self._chosen.get(row.name, ()))
        value = offered.get(row.value) or value_words(row, self._context.texts) or text("settings.none")
        lock = f" · {text('settings.locked')}" if row.fixed else ""
        return f"**{value}** · {text(f'settings.source.{row.source}')}{lock}"


def value_words(row: SettingRow, texts: Texts) -> str:
    """A value as people read it: numbers with their unit, symbols in words where there are words."""
    value = row.value
    if isinstance(value, bool):
        return texts.text("paper.yes" if value else "paper.no")
    if isinstance(value, int | float) and texts.has(f"settings.unit.{row.name}"):
        shown = texts.number(round(value)) if value == round(value) else texts.number(round(value * 10), 1)
        return texts.text(f"settings.unit.{row.name}", n=shown)
    named = f"settings.value.{row.name}.{value}"
    return texts.text(named) if texts.has(named) else str(value)
