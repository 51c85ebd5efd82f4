"""Merging: a request that was changed on two sides, compared field by field; by keyboard alone, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from clerk_app.domain.lookups import NO_LABELS
from clerk_app.ports.desk_file import Bodies, PrintJobs
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened, Opening
from clerk_app.ui.merging.doing import Begun, MergeDoing
from clerk_app.ui.merging.page import MergePage
from clerk_app.ui.merging.words import Comparison
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class MergeScreen(Screen):
    """Shows the request that ``go`` names by its subject. What was chosen stays until it is confirmed."""

    id = "merge"
    title_key = "merge.title"
    icon = "git-merge"
    rail_place = "attention"

    def __init__(self, place: Workplace, jobs: PrintJobs, bodies: Bodies) -> None:
        self._place = place
        self._opening = Opening(place, jobs, bodies)
        self._begun: dict[bytes, Begun] = {}
        self._subject = b""
        self._shown = False
        place.news.requests_changed.connect(self._on_changed)

    def build(self, context: Context) -> QWidget:
        """The page."""
        self._context = context
        self._page = MergePage(context)
        self._page.left.connect(context.frame.back)
        self._doing = MergeDoing(context, self._place, self._page, self._begun)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """Rows by arrows, a third value, and the choice."""
        leave = Bound("back", self._context.frame.back)
        if self._doing.compared is None:
            return (leave,)
        return (
            Bound("move", self._page.take_focus),
            Bound("merge_here", self._doing.choosing("here")),
            Bound("merge_centre", self._doing.choosing("centre")),
            Bound("merge_third", self._doing.third),
            Bound("confirm", self._doing.confirm),
            leave,
        )

    def on_shown(self, subject: object = None) -> None:
        """Load; the first field has the focus."""
        self._shown = True
        if isinstance(subject, bytes):
            self._subject = subject
        self._doing.compared = None
        self._load(self._opening.open, focus=True)

    def on_hidden(self) -> None:
        """What was shown on demand is hidden again; what was chosen stays."""
        self._shown = False
        if self._doing.compared is not None:
            self._doing.compared = replace(self._doing.compared, revealed=False)

    def has_work(self) -> bool:
        """Whether something was chosen that is not confirmed."""
        return any(begun.choices for begun in self._begun.values())

    def _load(self, read: Callable[[bytes], Opened | None], *, focus: bool = False) -> None:
        subject = self._subject
        before = self._doing.compared
        revealed = before is not None and before.revealed

        def work() -> Comparison | None:
            return self._compare(subject, read, revealed=revealed)

        self._place.reads.submit(
            work,
            while_alive(self._page, lambda compared: self._on_loaded(subject, compared, focus=focus)),
            while_alive(self._page, self._failed),
        )

    def _compare(self, subject: bytes, read: Callable[[bytes], Opened | None], *, revealed: bool) -> Comparison | None:
        """Both sides with what they are worded by; on a reading lane."""
        actions = self._place.actions
        merge = actions.merging.open(subject)
        opened = read(subject) if merge is not None else None
        if merge is None or opened is None:
            return None
        forms = (
            {row.field: row.before for row in merge.rows},
            {row.field: row.here.value for row in merge.rows},
            {row.field: row.centre.value for row in merge.rows},
        )
        labels = actions.looking_up.labels(opened.service, *forms) if opened.service is not None else NO_LABELS
        return Comparison(
            opened=opened,
            merge=merge,
            now=self._place.clock.local(),
            desk=self._place.desk.desk,
            counter=self._place.desk.counter,
            labels=labels,
            revealed=revealed,
        )

    def _on_loaded(self, subject: bytes, compared: Comparison | None, *, focus: bool) -> None:
        if subject != self._subject:
            return
        frame = self._context.frame
        if compared is None:
            self._doing.compared = None
            self._begun.pop(subject, None)
            if self._shown:
                frame.back()
                frame.say(self._context.texts.text("merge.gone"), "info")
            return
        before = self._begun.setdefault(subject, Begun())
        before.go_on(compared.merge)
        self._doing.compared = compared
        self._doing.show()
        self._page.show_note(before.note)
        texts = self._context.texts
        frame.head(texts.text("merge.title"), texts.many("merge.fields", len(compared.merge.overlaps)))
        frame.commands_changed()
        if focus:
            self._page.take_focus()

    def _on_changed(self, subjects: object) -> None:
        """Somebody may have changed it once more: what was chosen of the rest stays."""
        ours = isinstance(subjects, frozenset) and (not subjects or self._subject in subjects)
        if self._shown and ours and self._doing.compared is not None:
            self._load(self._opening.renew)

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
