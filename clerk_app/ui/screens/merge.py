"""Merging: a request that was changed on two sides, compared field by field; by keyboard alone, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtWidgets import QWidget

from clerk_app.domain.lookups import NO_LABELS
from clerk_app.domain.merging import Choice, Chosen, Merge
from clerk_app.ports.desk_file import Bodies, PrintJobs
from clerk_app.ui.commands import Bound
from clerk_app.ui.detail.opened import Opened, Opening
from clerk_app.ui.merging.page import MergePage
from clerk_app.ui.merging.row import CompareRow
from clerk_app.ui.merging.third import ThirdDialog
from clerk_app.ui.merging.words import Comparison
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


@dataclass(slots=True)
class Begun:
    """What was chosen for a request so far, in which comparison; kept until it is confirmed."""

    merge: Merge | None = None
    choices: dict[str, Choice] = field(default_factory=dict)
    note: str = ""


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
        self._compared: Comparison | None = None
        self._shown = False
        place.news.requests_changed.connect(self._on_changed)

    def build(self, context: Context) -> QWidget:
        """The page."""
        self._context = context
        self._page = MergePage(context)
        self._page.chosen.connect(self._on_chosen)
        self._page.third_wanted.connect(self._on_third_wanted)
        self._page.confirmed.connect(self._on_confirm)
        self._page.left.connect(context.frame.back)
        self._page.reveal_wanted.connect(self._on_reveal)
        self._page.note_typed.connect(self._on_note)
        return self._page

    def commands(self) -> Sequence[Bound]:
        """Rows by arrows, a third value, and the choice."""
        leave = Bound("back", self._context.frame.back)
        if self._compared is None:
            return (leave,)
        return (
            Bound("move", self._page.take_focus),
            Bound("merge_here", self._choosing("here")),
            Bound("merge_centre", self._choosing("centre")),
            Bound("merge_third", self._on_third),
            Bound("confirm", self._on_confirm),
            leave,
        )

    def on_shown(self, subject: object = None) -> None:
        """Load; the first field has the focus."""
        self._shown = True
        if isinstance(subject, bytes):
            self._subject = subject
        self._compared = None
        self._load(self._opening.open, focus=True)

    def on_hidden(self) -> None:
        """What was shown on demand is hidden again; what was chosen stays."""
        self._shown = False
        if self._compared is not None:
            self._compared = replace(self._compared, revealed=False)

    def has_work(self) -> bool:
        """Whether something was chosen that is not confirmed."""
        return any(begun.choices for begun in self._begun.values())

    def _load(self, read: Callable[[bytes], Opened | None], *, focus: bool = False) -> None:
        subject = self._subject
        revealed = self._compared is not None and self._compared.revealed

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
            self._compared = None
            self._begun.pop(subject, None)
            if self._shown:
                frame.back()
                frame.say(self._context.texts.text("merge.gone"), "info")
            return
        before = self._begun.setdefault(subject, Begun())
        before.choices = _still_meant(before, compared.merge)
        before.merge = compared.merge
        self._compared = compared
        self._show()
        self._page.show_note(before.note)
        texts = self._context.texts
        frame.head(texts.text("merge.title"), texts.many("merge.fields", len(compared.merge.overlaps)))
        frame.commands_changed()
        if focus:
            self._page.take_focus()

    def _show(self) -> None:
        if self._compared is not None:
            self._page.show_comparison(self._compared, self._begun[self._subject].choices)

    def _on_chosen(self, told: tuple[str, Chosen]) -> None:
        key, chosen = told
        self._begun[self._subject].choices[key] = Choice(chosen)
        self._show()

    def _choosing(self, chosen: Chosen) -> Callable[[], None]:
        def choose() -> None:
            row = self._page.focused()
            if row is not None:
                self._on_chosen((row.field, chosen))

        return choose

    def _on_third(self) -> None:
        row = self._page.focused()
        if row is not None:
            self._on_third_wanted(row)

    def _on_third_wanted(self, row: CompareRow) -> None:
        if self._compared is None:
            return
        dialog = ThirdDialog(self._context, self._place, self._compared, row.field, over=self._page)
        dialog.value_given.connect(lambda value: self._on_third_given(row.field, str(value)))
        dialog.open_over()

    def _on_third_given(self, key: str, value: str) -> None:
        self._begun[self._subject].choices[key] = Choice("third", value)
        self._show()

    def _on_note(self, words: object) -> None:
        self._begun[self._subject].note = str(words)

    def _on_reveal(self) -> None:
        """Special values are shown to whoever may see them, and the look is written down first."""
        actions, subject = self._place.actions, self._subject
        if not actions.merging.may_see_special():
            self._context.frame.say(self._context.texts.text("error.not_permitted"), "error")
            return

        def shown(_none: object) -> None:
            if self._compared is not None and subject == self._subject:
                self._compared = replace(self._compared, revealed=True)
                self._show()
                self._page.take_focus()

        self._place.writes.submit(
            lambda: actions.looking.note("unmask", subject), while_alive(self._page, shown), self._failed
        )

    def _on_confirm(self) -> None:
        compared, begun = self._compared, self._begun.get(self._subject)
        if compared is None or begun is None:
            return
        overlaps = (row for row in self._page.rows if row.row.overlap)
        open_one = next((row for row in overlaps if row.field not in begun.choices), None)
        if open_one is not None:
            self._context.frame.say(self._context.texts.text("error.unchosen"), "warning")
            self._page.take_focus(open_one.field)
            return
        subject, merge, merging = self._subject, compared.merge, self._place.actions.merging
        choices, note = dict(begun.choices), begun.note

        def done(_none: None) -> None:
            self._begun.pop(subject, None)
            self._compared = None
            self._place.exchange_now()
            self._context.frame.back()
            self._context.frame.say(self._context.texts.text("merge.confirmed"))
            self._place.news.requests_changed.emit(frozenset({subject}))

        self._place.writes.submit(
            lambda: merging.resolve(merge, choices, note), while_alive(self._page, done), self._failed
        )

    def _on_changed(self, subjects: object) -> None:
        """Somebody may have changed it once more: what was chosen of the rest stays."""
        ours = isinstance(subjects, frozenset) and (not subjects or self._subject in subjects)
        if self._shown and ours and self._compared is not None:
            self._load(self._opening.renew)

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)


def _still_meant(begun: Begun, merge: Merge) -> dict[str, Choice]:
    """The choices whose field stands as it did when they were made."""
    before = {row.field: row for row in begun.merge.rows} if begun.merge is not None else {}
    same = {row.field for row in merge.rows if before.get(row.field) == row}
    return {name: choice for name, choice in begun.choices.items() if name in same}
