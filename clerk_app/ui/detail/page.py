"""The page of one request: two numbers on top, tabs below, print jobs and the person beside."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.delivery import Document
from clerk_app.domain.errors import SignIn
from clerk_app.domain.requests import FINISHED, RELAYED, RequestView
from clerk_app.ui.acts.documents_tab import DocumentsTab
from clerk_app.ui.casework.notes import CaseNotes
from clerk_app.ui.casework.panel import WorkPanel
from clerk_app.ui.casework.supplement_form import SupplementForm
from clerk_app.ui.casework.words import due_words
from clerk_app.ui.delivery.panel import DeliveryPanel
from clerk_app.ui.delivery.tab import DeliveryTab
from clerk_app.ui.detail.correct_form import CorrectForm
from clerk_app.ui.detail.filed import FiledPanel, origin_chips
from clerk_app.ui.detail.form_tab import FormTab
from clerk_app.ui.detail.number_box import NumberBox
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.person_line import PersonLine
from clerk_app.ui.detail.print_panel import PrintPanel
from clerk_app.ui.detail.tabs import EnclosuresTab, FeeTab, FindingsTab
from clerk_app.ui.detail.timeline import Timeline
from clerk_app.ui.index.rating import RatingPanel
from clerk_app.ui.link_words import local_time
from clerk_app.ui.portal_words import is_filed
from clerk_app.ui.print_words import known_reason
from clerk_app.ui.records.tab import RecordsTab
from clerk_app.ui.request_list import MARKS, state_look, unique_number, urgency
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.button import Button
from clerk_app.ui.widgets.chip import Chip
from clerk_app.ui.widgets.note import Note, NoteRole
from clerk_app.ui.widgets.panel import Panel
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.widgets.tab_bar import CountTabBar
from clerk_app.ui.workplace import Workplace

SIDE = 380
UNMASKED_SECONDS = 10


class DetailPage(QWidget):
    """A view: its parts' signals and ``attention_wanted`` are for the screen."""

    attention_wanted = Signal()

    def __init__(self, context: Context, place: Workplace) -> None:
        super().__init__()
        self._context = context
        self._place = place
        self._opened: Opened | None = None
        look, text = context.look, context.texts.text
        self._provisional, self._unique = NumberBox(look), NumberBox(look)
        self._note = Note(look, "", "warning")
        more = Button(look, text("detail.to_attention"), kind="link")
        more.clicked.connect(self.attention_wanted)
        self._note.ways_out.addWidget(more)
        self._note.ways_out.addStretch(1)
        self.tabs = CountTabBar(look, text("detail.tabs"))
        self.flow = Timeline(context, place.desk.counter)
        self.form, self.enclosures = FormTab(context), EnclosuresTab(context)
        self.fee, self.findings = FeeTab(context), FindingsTab(context)
        self.documents = DocumentsTab(context)
        self.records = RecordsTab(context, place)
        self.delivery, self.deliveries = DeliveryTab(context, place.desk.desk), DeliveryPanel(context)
        self._parts = self._named_parts()
        self.correct = CorrectForm(context, place)
        self.supplement = SupplementForm(context, self.correct)
        self.correcting = self.supplementing = False
        self.notes, self.work = CaseNotes(context), WorkPanel(context)
        self.prints = PrintPanel(context)
        self.person = PersonLine(context)
        self.filed = FiledPanel(context)
        self.rating = RatingPanel(context, place, flat=True)
        self._lay_out()
        self._show_tab()

    def _named_parts(self) -> dict[str, QWidget]:
        """What each tab shows, with the tabs for them."""
        parts: dict[str, QWidget] = {
            "flow": self.flow,
            "form": self.form,
            "enclosures": self.enclosures,
            "records": self.records,
            "fee": self.fee,
            "documents": self.documents,
            "delivery": self.delivery,
            "findings": self.findings,
        }
        for tab in parts:
            self.tabs.add_tab(tab, self._context.texts.text(f"detail.tab.{tab}"))
        self.tabs.tab_chosen.connect(lambda _tab: self._show_tab())
        return parts

    def show_request(self, opened: Opened) -> None:
        """Show a request, or the same one renewed; the tab and the place in it stay."""
        other = self._opened is None or self._opened.view.subject != opened.view.subject
        self._opened = opened
        view, zone = opened.view, self._place.clock.local().tzinfo
        self._show_numbers(view)
        self._note.setVisible(bool(view.hold))
        if view.hold:
            key = "detail.refused" if view.mark == "refused" else "detail.held"
            role: NoteRole = "error" if view.mark == "refused" else "warning"
            texts = self._context.texts
            words = known_reason(view.hold, texts) or texts.text("detail.hold_more")
            self._note.show_note(words, role, title=texts.text(key))
        self.flow.show_history(view.history, zone, self._names(opened))
        for tab in (self.form, self.enclosures, self.fee, self.findings, self.records):
            tab.show_request(opened)
        body = opened.body
        files = len(body.enclosures) + len(body.proofs) if body else 0
        self.tabs.set_count("enclosures", files or None)
        self.tabs.set_count("findings", len(view.findings) or None)
        self.documents.show_request(opened)
        self.tabs.set_count("documents", self.documents.count() or None)
        self.tabs.set_count("records", len(opened.records) or None)
        self.prints.show_jobs(opened.jobs)
        self.prints.setVisible(view.origin == "here")
        self.filed.show_request(opened)
        self.rating.show_subject(view.subject, opened.file)
        today = self._place.clock.local().date().isoformat()
        self.rating.setVisible(view.origin == "here" and not view.annulled and view.received_at[:10] == today)
        self.person.show_person(view, body.applicant if body else None, body.representative if body else None)
        if other:
            self.tabs.choose("flow")
            self.tabs.setFocus()

    def show_documents(self, opened: Opened) -> tuple[Document, ...]:
        """Show the documents of a request, under their tab and beside it; gives them."""
        self.delivery.show_policy(opened.delivery)
        found = self.delivery.show_documents(opened, self._place.clock.local().tzinfo)
        self.deliveries.show_documents(found, opened.delivery)
        self.tabs.set_count("delivery", len(found) or None)
        return found

    def chips(self, view: RequestView) -> list[Chip]:
        """State and deadline, for the header."""
        look, texts = self._context.look, self._context.texts
        icon, role = state_look(view.state)
        soft = role if role in {"accent", "success", "warning", "error", "offline"} else "text_2"
        made: list[Chip] = [Chip(look, texts.text(f"state.{view.state}"), soft, icon)]
        if not look.tokens.narrow:  # there the panel says it, above the tabs
            made = [*origin_chips(view, self._context), *made]
        if view.mark == RELAYED:
            relayed = Chip(look, texts.text("state.relayed"), MARKS[RELAYED][1], MARKS[RELAYED][0])
            instead = look.tokens.narrow and not view.registered  # there is room for one, and the box says the rest
            made = [relayed] if instead else [*made, relayed]
        withdrawn = view.work is not None and view.work.withdrawn and not view.annulled
        if view.due and not view.annulled:
            today, day = self._place.clock.local().date(), date.fromisoformat(view.due)
            late = {"soon": ("warning", "clock"), "late": ("error", "circle-alert")}.get(urgency(view, today))
            counts = view.state not in FINISHED and not look.tokens.narrow and not withdrawn
            words = texts.text("case.due", due=due_words(day, today, texts) if counts else texts.date(day))
            made.append(Chip(look, words, *(late or ("text_2", "calendar"))))
        if withdrawn and not look.tokens.narrow:
            made.append(Chip(look, texts.text("case.withdrawn"), "warning", "user-round-x"))
        return made

    def show_number(self) -> None:
        """Show the personal number for ten seconds; the caller has noted the look."""
        if self._opened is not None and self._opened.body is not None:
            self.person.show_number(self._opened.body.applicant.id_number)
            QTimer.singleShot(UNMASKED_SECONDS * 1000, self.person, self.person.hide_number)

    def _names(self, opened: Opened) -> dict[str, str]:
        """Clerks by user name, as far as this desk knows them: whoever did anything here, and who is at work."""
        names = opened.file.clerks()
        if opened.body and opened.body.clerk_name:
            names[opened.body.clerk] = opened.body.clerk_name
        try:
            grant = self._place.actions.sessions.current().grant
        except SignIn:
            return names
        return names | {grant.user: grant.name}

    def set_correcting(self, *, on: bool, supplementing: bool = False) -> None:
        """Show the fields to be corrected in place of the filled form, or the form again.

        With ``supplementing`` they are part of what a citizen brings.
        """
        self.correcting, self.supplementing = on, on and supplementing
        self.correct.say_what_for(supplementing=supplementing)
        if on:
            self.tabs.choose("form")
        self._show_tab()
        if on:
            self._scroll.show_from(self.supplement if supplementing else self.correct)

    def _show_tab(self) -> None:
        current = self.tabs.tabData(self.tabs.currentIndex())
        for name, part in self._parts.items():
            part.setVisible(name == current and not (name == "form" and self.correcting))
        self.correct.setVisible(current == "form" and self.correcting)
        self.supplement.setVisible(current == "form" and self.supplementing)

    def _show_numbers(self, view: RequestView) -> None:
        texts, text = self._context.texts, self._context.texts.text
        received = texts.moment(datetime.fromisoformat(view.received_at))
        if is_filed(view):
            about = text("detail.filed_at", moment=received)
            self._provisional.show_filed(text("detail.filed_number"), view.number, about)
        else:
            about = text("detail.received_annulled" if view.annulled else "detail.received_at", moment=received)
            given = "detail.provisional" if view.origin == "here" else "detail.provisional_elsewhere"
            self._provisional.show_provisional(text(given), view.number, about)
        if not view.registered:
            why = text("detail.not_given_relayed" if view.mark == RELAYED else "detail.not_given_why")
            self._unique.show_awaited(text("detail.unique"), text("detail.not_given"), why)
            return
        at = next((item.at for item in view.history if item.kind == "registered"), 0)
        moment = texts.moment(local_time(at, self._place.clock.local().tzinfo)) if at else ""
        about = text("detail.registered_at", moment=moment) if moment else ""
        self._unique.show_unique(text("detail.unique"), unique_number(view.unique_number), about)

    def _lay_out(self) -> None:
        look = self._context.look
        narrow, gap = look.tokens.narrow, look.px(6 if look.tokens.narrow else 12)
        numbers = QHBoxLayout()
        numbers.setSpacing(gap)
        for part in (self._provisional, self._unique):
            numbers.addWidget(part, 1)
        tabbed = self._tabbed()
        beside = QVBoxLayout()
        beside.setSpacing(gap)
        beside.addWidget(self.work)
        beside.addWidget(self.prints)
        beside.addWidget(self.deliveries)
        beside.addWidget(self.person)
        main = QVBoxLayout()
        main.setSpacing(gap)
        main.addLayout(numbers)
        main.addWidget(self._note)
        main.addWidget(self.notes)
        if narrow:
            main.addWidget(self.filed)
        else:
            beside.insertWidget(0, self.filed)
        main.addWidget(tabbed, 1)
        main.addWidget(self.rating)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(gap)
        if narrow:
            outer = self._scroll = Scroll(look, spacing=6)
            outer.body.addLayout(main)
            outer.body.addLayout(beside)
            whole.addWidget(outer)
            return
        beside.addStretch(1)
        aside = Scroll(look, spacing=0)
        aside.setFixedWidth(look.px(SIDE))
        aside.body.addLayout(beside)
        whole.addLayout(main, 1)
        whole.addWidget(aside)

    def _tabbed(self) -> Panel:
        """The tabs and their pages; where text is large the whole page scrolls, else only what is under the tabs."""
        look = self._context.look
        narrow = look.tokens.narrow
        inside = self._scroll = Scroll(look, margin=14)
        tabbed = Panel(look, flush=True)
        tabbed.body.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        pages = (self.flow, self.form, self.supplement, self.correct, *list(self._parts.values())[2:])
        into = tabbed.body if narrow else inside.body
        if not narrow:
            tabbed.body.addWidget(inside, 1)
        for page in pages:
            if narrow:
                page.setContentsMargins(*(look.px(10),) * 4)
            into.addWidget(page)
        return tabbed
