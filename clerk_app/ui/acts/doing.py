"""What is done with acts of a case that is open: begun, looked at, signed or made without, opened, checked."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_app.actions.acts import Begun
from clerk_app.domain.act_bodies import ActMade
from clerk_app.domain.acts import ActDraft
from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError
from clerk_app.ui.acts.act_dialog import ActDialog
from clerk_app.ui.acts.judging import Judging
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened
from clerk_app.ui.detail.page import DetailPage
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

_DECIDED = frozenset({"resen_usvojen", "resen_odbijen", "odbacen", "obustavljen", "ustupljen"})


class ActDoing:
    """Belongs to one page; acts are made on the lane of the devices, so that no screen waits for card or layout."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, page: DetailPage) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._page = page
        self._acts = place.actions.systems.acts
        self._judging = Judging(place, context.texts, page.documents, page.documents.show_verdicts)
        self.opened: Opened | None = None
        page.documents.act_wanted.connect(self.begin)
        page.documents.paper_wanted.connect(self._on_paper_wanted)
        page.documents.check_wanted.connect(self._on_check_wanted)

    def show(self, opened: Opened) -> None:
        """Work on a case from now on."""
        self.opened = opened
        self._page.documents.may_make = self.possible()
        self._page.documents.dated = self._acts.dated
        self._page.documents.zone = self._place.clock.local().tzinfo
        self._page.documents.show_request(opened)

    def possible(self) -> bool:
        """Whether an act may be made now."""
        return self.opened is not None and not self.opened.view.annulled and self._acts.allowed()

    def commands(self) -> Sequence[Bound]:
        """Bound, for key and palette; in the key bar once the case is decided."""
        if not self.possible() or self.opened is None:
            return ()
        return (Bound("make_act", self.begin, in_bar=self.opened.view.state in _DECIDED),)

    def begin(self) -> None:
        """Ask what the act is to say."""
        if self.opened is None or not self.possible():
            return
        subject = self.opened.view.subject
        self._place.devices.submit(lambda: self._acts.begin(subject), while_alive(self._page, self._ask), self._failed)

    def _ask(self, begun: Begun) -> None:
        if self.opened is None or self.opened.view.subject != begun.subject:
            return
        dialog = ActDialog(self._context, begun, over=self._page)
        dialog.preview_wanted.connect(lambda draft: self._preview(begun, draft))
        dialog.make_wanted.connect(lambda draft: self._make(dialog, begun, draft))
        dialog.sign_wanted.connect(lambda given: self._sign(dialog, begun, *given))
        dialog.open_over()
        self._place.devices.submit(self._acts.warm, lambda _none: None, self._failed)

    def _preview(self, begun: Begun, draft: ActDraft) -> None:
        self._paper.show_drawn("act", lambda _papers: self._acts.preview(begun.subject, draft))

    def _make(self, dialog: ActDialog, begun: Begun, draft: ActDraft) -> None:
        self._place.devices.submit(
            lambda: self._acts.make(begun.subject, draft),
            while_alive(dialog, lambda made: self._made(dialog, begun, made)),
            while_alive(dialog, lambda error: self._wrong(dialog, error)),
        )

    def _sign(self, dialog: ActDialog, begun: Begun, draft: ActDraft, pin: bytearray) -> None:
        self._place.devices.submit(
            lambda: self._acts.sign(begun.subject, draft, pin),
            while_alive(dialog, lambda made: self._made(dialog, begun, made)),
            while_alive(dialog, lambda error: self._wrong(dialog, error)),
        )

    def _made(self, dialog: ActDialog, begun: Begun, made: ActMade) -> None:
        dialog.accept()
        key = "acts.signed" if made.level != "unsigned" else "acts.made_unsigned"
        self._context.frame.say(self._context.texts.text(key, number=made.number))
        self._page.tabs.choose("documents")
        self._place.news.requests_changed.emit(frozenset({begun.subject}))

    def _wrong(self, dialog: ActDialog, error: Exception) -> None:
        if not isinstance(error, CounterError):
            raise error
        dialog.say_wrong(error)

    def _on_paper_wanted(self, paper: object) -> None:
        if self.opened is not None and isinstance(paper, EnclosureRef):
            subject = self.opened.view.subject
            self._paper.show_drawn("document", lambda _papers: self._acts.read(subject, paper))

    def _on_check_wanted(self, paper: object) -> None:
        if self.opened is None or not isinstance(paper, EnclosureRef):
            return
        subject = self.opened.view.subject
        self._judging.judge(paper, lambda: self._acts.judge(subject, paper))

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
