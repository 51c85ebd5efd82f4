"""Visit: everything that was received for one citizen in one visit, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.actions import visiting
from clerk_app.actions.intake_form import IntakeForm
from clerk_app.ui.commands import Bound
from clerk_app.ui.index.rating import RatingPanel
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.request_list import RequestCells, Row, rows_of, state_look
from clerk_app.ui.saying import say_error, telling_print
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.cells import Cell, Column, state_cell
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.table import Table
from clerk_app.ui.workplace import Workplace

SIDE = 302
_NARROW_TABLE = 190


class VisitScreen(Screen):
    """Shown after the second request of a visit; ``go`` gives the form that was received last."""

    id = "visit"
    title_key = "visit.title"
    icon = "files"
    rail_place = "home"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._last: IntakeForm | None = None
        self._shown = False
        place.news.requests_changed.connect(self._on_requests_changed)

    def build(self, context: Context) -> QWidget:
        """The requests on the left, the person and what comes next on the right."""
        self._context = context
        look, text, narrow = context.look, context.texts.text, context.look.tokens.narrow
        self._root = QWidget()
        self._table = Table[Row](
            look, text("visit.requests"), self._columns(), lambda row: row.view.subject, lines=2 if narrow else 1
        )
        self._table.row_opened.connect(lambda _row: self._open())
        self._count = Label(look, "", role="text_2")
        received = Panel(look, text("visit.requests"), icon="inbox", icon_role="success", flush=True)
        received.body.addWidget(self._table, 1)
        foot = received.add_foot()
        foot.addWidget(self._count)
        foot.addStretch(1)
        row = QHBoxLayout(self._root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(12))
        if narrow:
            scroll = Scroll(look, spacing=6)
            received.setMinimumHeight(look.px(_NARROW_TABLE))
            for part in (self._beside(), received):
                scroll.body.addWidget(part)
            row.addWidget(scroll)
            return self._root
        row.addWidget(received, 1)
        row.addWidget(self._beside())
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        return (
            Bound("next_service", self._next_service),
            Bound("print_visit", self._print),
            Bound("visit_sheets", self._show_sheets),
            Bound("open", self._open),
            Bound("back", lambda: self._context.frame.go("home")),
        )

    def on_shown(self, subject: object = None) -> None:
        """Show the visit of a form; without one the last that was shown."""
        if isinstance(subject, IntakeForm):
            self._last = subject
        self._shown = True
        person = self._last.applicant if self._last is not None else None
        self._person.set_text(person.spoken_name() if person is not None else "")
        self._next.setFocus()
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def _load(self) -> None:
        last, actions = self._last, self._place.actions
        if last is None:
            self._show(())
            return
        self._place.reads.submit(
            lambda: rows_of(visiting.received_in(actions.requests, last), actions.choosing),
            while_alive(self._root, self._show),
            while_alive(self._root, lambda error: say_error(self._context, error)),
        )

    def _show(self, rows: tuple[Row, ...]) -> None:
        texts = self._context.texts
        self._table.set_rows(rows)
        self._count.set_text(texts.many("visit.count", len(rows)))
        self._rating.setVisible(bool(rows))
        if rows:
            self._rating.show_subject(rows[0].view.subject)
        total = sum(row.view.fee_total for row in rows if not row.view.annulled)
        words = texts.text("visit.fees", total=texts.amount(total)) if total else texts.text("receipt.fee_none")
        self._total.set_text(words)

    def _next_service(self) -> None:
        if self._last is not None:
            self._context.frame.go("intake", visiting.another(self._place.actions.intake, self._last))

    def _print(self) -> None:
        """One after the other, on the printer's own lane; what is on paper already comes as a copy that says so."""
        for row in self._table.rows_model.rows:
            self._paper.reprint(row.view.subject, telling_print(self._context, self._root))

    def _show_sheets(self) -> None:
        self._paper.show_receipts([row.view.subject for row in self._table.rows_model.rows])

    def _open(self) -> None:
        row = self._table.current_row()
        if row is not None:
            self._context.frame.go("detail", row.view.subject)

    def _on_requests_changed(self, _subjects: object) -> None:
        if self._shown:
            self._load()

    def _columns(self) -> tuple[Column[Row], ...]:
        """The same cells as in every list of requests, and the fee."""
        texts = self._context.texts
        cells = RequestCells(texts, lambda: self._place.clock.local().date())
        fee = Column[Row](title=texts.text("intake.fee"), cell=self._fee, width=140, right=True)
        if self._context.look.tokens.narrow:
            return (*cells.narrow_columns()[:3], fee)
        mark, number, received, _applicant, service, state, _deadline = cells.columns()
        return (mark, number, received, service, state, fee)

    def _fee(self, row: Row) -> Cell:
        texts = self._context.texts
        if row.view.annulled:
            return state_cell(texts.text("state.annulled"), *state_look("annulled"))
        return Cell(text=texts.amount(row.view.fee_total) if row.view.fee_total else "—", role="text_2")

    def _beside(self) -> QWidget:
        look, text, keys = self._context.look, self._context.texts.text, self._context.commands.keys
        panel = Panel(look, "" if look.tokens.narrow else text("visit.person"), icon="user-round")
        self._person = Label(look, "", style="person_name", wrap=True)
        self._next = Button(
            look, text("command.next_service"), keys=keys("next_service"), icon="file-plus", kind="filled", tall=True
        )
        prints = Button(look, text("command.print_visit"), keys=keys("print_visit"), icon="printer")
        sheets = Button(look, text("command.visit_sheets"), keys=keys("visit_sheets"), icon="file-text")
        for button, command in ((self._next, "next_service"), (prints, "print_visit"), (sheets, "visit_sheets")):
            button.clicked.connect(self._context.commands.action(command).trigger)
        about = Label(look, text("visit.printed_already"), style="small", role="text_2", wrap=True)
        self._total = Label(look, "", style="body_strong", wrap=True)
        for part in (self._person, self._total, self._next, prints, sheets, about):
            panel.body.addWidget(part)
        panel.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rating = RatingPanel(self._context, self._place)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6 if look.tokens.narrow else 12))
        column.addWidget(panel)
        column.addWidget(self._rating)
        column.addStretch(1)
        if not look.tokens.narrow:
            widest = max(part.sizeHint().width() for part in (self._next, prints, sheets, self._rating.scale))
            whole.setFixedWidth(max(look.px(SIDE), widest + look.px(28)))
        return whole
