"""The table behind a plot: the same in numbers, how each is counted, and the requests that stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.catalogue import Wording
from clerk_app.domain.index import BY_CODE
from clerk_app.domain.index_figures import Figures
from clerk_app.ports.index import Evidence
from clerk_app.ui.index.words import compared_words, counts, deadline_words, period_words, value_words
from clerk_app.ui.request_list import unique_number
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.cells import Cell, Column, number_cell
from clerk_app.ui.widgets.key_values import KeyValues
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.widgets.table import Table

SIDE = 424


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: a week, a month or a procedure."""

    name: str
    about: str
    numerator: int
    denominator: int
    value: str
    office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One request behind an indicator, with the name of its service."""

    evidence: Evidence
    service: Wording


class BehindPage(QWidget):
    """``indicator_chosen`` gives the code of another one, ``request_opened`` the subject of a request."""

    indicator_chosen = Signal(object)
    request_opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, text = context.look, context.texts.text
        self.tabs = CountTabBar(look, text("index.which"))
        self.tabs.tab_chosen.connect(self.indicator_chosen)
        self.table = Table[Line](look, text("index.table"), self._columns(), lambda line: line.name)
        self.evidence = Table[Proof](
            look, text("index.evidence"), self._evidence_columns(), lambda proof: proof.evidence.subject
        )
        self.evidence.row_opened.connect(self._on_opened)
        self._how = Label(look, "", wrap=True)
        self._facts = KeyValues(look, amounts=True)
        self._lay_out()

    def show_codes(self, codes: Sequence[str], chosen: str) -> None:
        """A tab for each indicator of the tile."""
        self.tabs.blockSignals(True)  # what is chosen while tabs come and go is nobody's choice
        while self.tabs.count():
            self.tabs.removeTab(0)
        for code in codes:
            self.tabs.add_tab(code, self._context.texts.text(f"index.{code}.tab"))
        self.tabs.choose(chosen)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(codes) > 1)

    def show_indicator(self, code: str, figures: Figures) -> None:
        """The numbers of one indicator, and how they are counted."""
        texts = self._context.texts
        measure = figures.measures[code]
        part, whole = (texts.number(count) for count in counts(measure))
        if measure.why == "not_yet":
            part = whole = texts.text("index.no_value")
        self._how.set_text(texts.text(f"index.{code}.how"))
        rows = [
            (texts.text("index.value"), value_words(code, measure.value, texts)),
            (texts.text(f"index.{code}.numerator"), part),
            (texts.text(f"index.{code}.denominator"), whole),
            (texts.text("index.office"), compared_words(code, figures.office_value(code), texts)),
            (texts.text("index.municipality"), compared_words(code, figures.municipality_value(code), texts)),
            (texts.text("index.component_of"), str(BY_CODE[code].component)),
            (texts.text("index.better"), texts.text(f"index.better.{BY_CODE[code].direction}")),
        ]
        self._facts.show_rows(rows)
        self.table.set_rows(services_of(code, figures, self._context) + steps_of(code, figures, self._context))
        self.table.say_nothing(texts.text("index.why.few"))
        self.evidence.set_rows(())
        self.evidence.say_nothing("")

    def show_evidence(self, proofs: Sequence[Proof], code: str) -> None:
        """The requests behind it; no person is named."""
        self.evidence.set_rows(proofs)
        key = "index.evidence_line" if code == "offline" else "index.evidence_none"
        self.evidence.say_nothing(self._context.texts.text(key))

    def _columns(self) -> tuple[Column[Line], ...]:
        text = self._context.texts.text

        def number(name: str, said: str, width: int) -> Column[Line]:
            return Column(
                title=text(f"index.column.{name}"), cell=lambda line: Cell(text=str(getattr(line, said))),
                width=width, right=True,
            )  # fmt: skip

        joint = text("index.joint")
        name = Column[Line](
            title=text("index.column.name"),
            cell=lambda line: Cell(text=joint.join(part for part in (line.name, line.about) if part)),
            shortens=True,
        )
        if self._context.look.tokens.narrow:
            return (name, number("numerator", "numerator", 50), number("value", "value", 70))
        return (
            name,
            number("numerator", "numerator", 80),
            number("denominator", "denominator", 80),
            number("value", "value", 80),
            number("office", "office", 90),
        )

    def _evidence_columns(self) -> tuple[Column[Proof], ...]:
        texts = self._context.texts
        tag = texts.text("request.provisional_tag")

        def number(proof: Proof) -> Cell:
            one = proof.evidence
            return number_cell(unique_number(one.unique_number)) if one.unique_number else number_cell(one.number, tag)

        def adds(proof: Proof) -> Cell:
            one = proof.evidence
            return Cell(text=texts.text("index.counts", part=one.numerator, whole=one.denominator))

        longest = (number_cell("A7-000000-H", tag), number_cell("000 000 000 / 0000"))
        return (
            Column(title=texts.text("request.number"), cell=number, width=150, whole=longest),
            Column(
                title=texts.text("index.column.day"),
                cell=lambda proof: Cell(text=texts.date(date.fromordinal(proof.evidence.day))), width=90,
            ),
            Column(
                title=texts.text("request.service"), cell=lambda proof: Cell(text=texts.wording(proof.service)),
                shortens=True,
            ),
            Column(title=texts.text("index.column.adds"), cell=adds, width=80, right=True),
        )  # fmt: skip

    def _on_opened(self, proof: object) -> None:
        if isinstance(proof, Proof):
            self.request_opened.emit(proof.evidence.subject)

    def _lay_out(self) -> None:
        look, text = self._context.look, self._context.texts.text
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        definition = Panel(look, text("index.definition"), icon="info")
        definition.body.addWidget(self._how)
        definition.body.addWidget(self._facts)
        panels = []
        for title, icon, table in (("table", "chart-column", self.table), ("evidence", "files", self.evidence)):
            panel = Panel(look, text(f"index.{title}"), icon=icon, flush=True)
            panel.body.addWidget(table, 1)
            if narrow:
                table.setMinimumSize(QSize(0, look.px(130)))
            panels.append(panel)
        left = QVBoxLayout()
        left.setSpacing(gap)
        for panel in panels:
            left.addWidget(panel, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        if narrow:
            scroll = Scroll(look, spacing=6)
            scroll.body.addWidget(self.tabs)
            scroll.body.addWidget(definition)
            scroll.body.addLayout(left)
            column.addWidget(scroll)
            return
        column.addWidget(self.tabs)
        definition.setFixedWidth(look.px(SIDE))
        beside = QVBoxLayout()
        beside.addWidget(definition)
        beside.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addLayout(left, 1)
        row.addLayout(beside)
        column.addLayout(row, 1)


def steps_of(code: str, figures: Figures, context: Context) -> list[Line]:
    """The weeks or months of an indicator, newest first."""
    texts = context.texts
    lines = []
    for step in reversed(figures.steps):
        measure = step.measures[code]
        part, whole = counts(measure)
        office = figures.office_at(code, step.period)
        lines.append(
            Line(
                name=period_words(step.period, texts),
                about="",
                numerator=part,
                denominator=whole,
                value=value_words(code, measure.value, texts),
                office=compared_words(code, office, texts),
            )
        )
    return lines


def services_of(code: str, figures: Figures, context: Context) -> list[Line]:
    """The procedures, where an indicator is told for each of them."""
    if code != "on_time":
        return []
    texts = context.texts
    lines = []
    for service in figures.services:
        tally = service.tally
        enough = tally.settled >= figures.policy.least_sample
        lines.append(
            Line(
                name=texts.wording(service.name),
                about=deadline_words(service.deadline, texts),
                numerator=tally.on_time,
                denominator=tally.settled,
                value=value_words(code, tally.on_time / tally.settled if enough and tally.settled else None, texts),
            )
        )
    return lines
