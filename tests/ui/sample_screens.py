"""Screens with invented requests, for tests of the shell and its parts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clerk_app.ui.commands import Bound
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.shell import Shell
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.cells import Cell, Column, deadline_cell, mark_cell, number_cell, state_cell
from clerk_app.ui.widgets.field_row import FieldRow
from clerk_app.ui.widgets.fields import ChoiceField, DateField, TextField
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table


@dataclass(frozen=True)
class Row:
    number: str
    provisional: bool
    who: str
    deadline: str
    urgency: str = ""


ROWS = [
    Row("1-000417-8", True, "Примерић Јелена", "01.12.2026."),
    Row("004812736", False, "Узорић Весна", "данас", "soon"),
    Row("1-000413-5", True, "Пробић Милош", "24.11.2026.", "late"),
]


def _number(row: Row) -> Cell:
    return number_cell(row.number, "*" if row.provisional else "")


class ListScreen(Screen):
    id, title_key, icon, rail_place = "home", "place.home", "store", "home"

    def __init__(self) -> None:
        self.heard: list[object] = []

    def build(self, context: Context) -> QWidget:
        self.context = context
        look, text = context.look, context.texts.text
        words = text("place.requests")
        columns = [
            Column[Row](title="", cell=lambda row: mark_cell("circle-dashed", "offline", words), width=32),
            Column[Row](
                title=words, cell=lambda row: number_cell(row.number, "*" if row.provisional else ""), width=150
            ),
            Column[Row](title=text("sign_in.clerk"), cell=lambda row: Cell(text=row.who)),
            Column[Row](title=text("state.done"), cell=lambda row: state_cell(words, "clock", "accent"), width=150),
            Column[Row](title=text("state.open"), cell=lambda row: deadline_cell(row.deadline, row.urgency), width=110),
        ]
        self.table = Table[Row](look, words, columns, lambda row: row.number)
        self.table.set_rows(ROWS)
        self.table.row_opened.connect(self.heard.append)
        tabs = CountTabBar(look, words)
        tabs.add_tab("today", text("place.home"), 37)
        tabs.add_tab("all", text("place.requests"))
        left = Panel(look, flush=True)
        left.body.addWidget(tabs)
        left.body.addWidget(self.table)
        page = QWidget()
        row = QVBoxLayout(page) if look.tokens.narrow else QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(left, 1)
        if not look.tokens.narrow:
            row.addWidget(self._side(context))
        return page

    def _side(self, context: Context) -> QWidget:
        look, text = context.look, context.texts.text
        side = Panel(look, text("place.attention"), icon="id-card", aside="08:51")
        side.setFixedWidth(look.px(302))
        values = KeyValues(look, label_width=70)
        values.show_rows([(text("sign_in.clerk"), "1"), (text("sign_in.password"), text("first_run.about"))])
        side.body.addWidget(values)
        side.body.addWidget(Note(look, text("enrol.code_good"), "offline", title=text("lock.title")))
        self.button = Button(look, context.commands.action("read_card").text(), keys="F3", kind="filled")
        self.button.clicked.connect(context.commands.action("read_card").trigger)
        side.body.addWidget(self.button)
        side.body.addStretch(1)
        return side

    def commands(self) -> list[Bound]:
        names = ("new_request", "read_card", "payment", "exchange_now", "amend", "print_receipt")
        return [Bound(name, partial(self.heard.append, name)) for name in names]

    def on_shown(self, subject: object = None) -> None:
        self.heard.append(("shown", subject))
        self.context.frame.head(
            self.context.texts.text("place.home"), self.context.texts.long_date(dt.date(2026, 11, 23))
        )

    def on_hidden(self) -> None:
        self.heard.append("hidden")


class FormScreen(Screen):
    id, title_key, icon, rail_place = "requests", "place.requests", "files", "requests"

    def __init__(self) -> None:
        self.heard: list[object] = []

    def build(self, context: Context) -> QWidget:
        look, text = context.look, context.texts.text
        page = QWidget()
        column = QVBoxLayout(page)
        self.name = TextField(look, unit="m²")
        self.row = FieldRow(look, text("sign_in.clerk"), self.name, required=True)
        self.day = DateField(look)
        column.addWidget(self.row)
        column.addWidget(FieldRow(look, text("sign_in.password"), self.day))
        column.addWidget(FieldRow(look, text("place.portal"), ChoiceField(look, [(1, text("place.home"))])))
        column.addStretch(1)
        return page

    def commands(self) -> list[Bound]:
        return [
            Bound("check_devices", lambda: self.heard.append("check_devices")),
            Bound("narrow_list", lambda: self.heard.append("narrow_list")),
            Bound("item_1", lambda: self.heard.append("item_1"), in_bar=False),
        ]


def plain_screen(place: str, picture: str, *, low: bool = False) -> Screen:
    """A screen of a class of its own, as the shell knows screens, with nothing but its title."""

    class PlainScreen(Screen):
        id = rail_place = place
        title_key = f"place.{place}"
        icon = picture
        at_bottom = low

        def build(self, context: Context) -> QWidget:
            return QLabel(context.texts.text(self.title_key))

    return PlainScreen()


def plain_screens() -> list[Screen]:
    places = (("portal", "globe"), ("attention", "triangle-alert"), ("exchange", "refresh-cw"), ("devices", "printer"))
    rest = (("indicators", "chart-column"), ("training", "graduation-cap"))
    return [*(plain_screen(*place) for place in (*places, *rest)), plain_screen("settings", "settings", low=True)]


def fill_strip(shell: Shell) -> None:
    """The strip as on a working day."""
    shell.strip.part("who").show_state("**М. Примерић · 3**", "user-round")
    shell.strip.part("link").show_state("**41** · **9 min**", "link-weak")
    shell.strip.add_part("printer").show_state("1", "printer", "warning")
    shell.strip.add_part("lock", keys="Ctrl+L", right=True).show_state("1", "lock")
