"""The tab of acts: those of this desk in a case, and what the signatures on its PDFs are worth."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clerk_app.domain.acts import Act, acts_of
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.ui.acts.judging import Found, Judged
from clerk_app.ui.acts.words import Said, act_line
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.tabs import ListTab
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button

_PDF = "application/pdf"


class DocumentsTab(ListTab):
    """``paper_wanted`` and ``check_wanted`` give an ``EnclosureRef``; ``act_wanted`` asks for a new act.

    ``zone`` is the municipality's; ``dated`` says whether anybody gives time stamps here.
    """

    paper_wanted = Signal(object)
    check_wanted = Signal(object)
    act_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.may_make, self.dated = False, True
        self.zone: tzinfo | None = None
        self._opened: Opened | None = None
        self._checked = Judged()

    def show_request(self, opened: Opened) -> None:
        """Draw what this case has."""
        if self._checked.subject != opened.view.subject:
            self._checked = Judged(opened.view.subject)
        self._opened = opened
        self._draw()

    def count(self) -> int:
        """How many acts there are."""
        return len(acts_of(self._opened.file)) if self._opened is not None else 0

    def show_verdicts(self, paper: EnclosureRef, found: Found) -> None:
        """The verdicts on one paper, or the words why there are none."""
        self._checked.found[paper.sha256] = found
        self._draw()

    def _draw(self) -> None:
        opened = self._opened
        if opened is None:
            return
        texts, acts = self.context.texts, acts_of(opened.file)
        papers = _papers(opened)
        if not self.begin((acts, papers, dict(self._checked.found), self.may_make, self.dated)):
            return
        if not acts:
            self.add_nothing(texts.text("acts.none"))
        for act in acts:
            self._add_act(act)
        if papers:
            self.add_nothing(texts.text("acts.papers"))
        for paper in papers:
            self.add_line("paperclip", "text_2", paper.title)
            self._add_verdicts(paper)
            self._add_buttons(paper, paper.title)
        if self.may_make:
            keys = self.context.commands.keys("make_act")
            make = Button(self.context.look, texts.text("acts.make"), icon="stamp", keys=keys)
            make.clicked.connect(self.act_wanted)
            self._add_row(make)
        self.end()

    def _add_act(self, act: Act) -> None:
        self._add_said(act_line(act, self.context.texts, dated=self.dated))
        self._add_verdicts(act.paper)
        self._add_buttons(act.paper, act.made.number)

    def _add_verdicts(self, paper: EnclosureRef) -> None:
        """What was found when somebody asked."""
        for said in self._checked.lines(paper, self.context.texts, self.zone):
            self._add_said(said)

    def _add_said(self, said: Said) -> None:
        self.add_line(said.icon, said.role, said.title, said.more)

    def _add_buttons(self, paper: EnclosureRef, title: str) -> None:
        look, texts = self.context.look, self.context.texts
        opens, checks = (
            Button(look, texts.text(key), icon=icon)
            for key, icon in (("acts.open", "file-text"), ("acts.check", "badge-check"))
        )
        opens.setAccessibleName(texts.text("acts.open_named", title=title))
        checks.setAccessibleName(texts.text("acts.check_named", title=title))
        opens.clicked.connect(lambda: self.paper_wanted.emit(paper))
        checks.clicked.connect(lambda: self.check_wanted.emit(paper))
        self._add_row(opens, checks)

    def _add_row(self, *buttons: Button) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(self.context.look.px(24) if len(buttons) > 1 else 0, 0, 0, self.context.look.px(6))
        row.setSpacing(self.context.look.px(8))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(holder)


def _papers(opened: Opened) -> tuple[EnclosureRef, ...]:
    """The PDFs that came with the request and are kept here."""
    refs = opened.body.enclosures if opened.body is not None else ()
    return tuple(ref for ref in refs if ref.media_type == _PDF and ref.sha256)
