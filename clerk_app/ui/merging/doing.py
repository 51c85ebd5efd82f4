"""What a clerk does on the screen of two sides: choose, enter a third value, show what is hidden, confirm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clerk_app.domain.merging import Choice, Chosen, Merge
from clerk_app.ui.merging.page import MergePage
from clerk_app.ui.merging.row import CompareRow
from clerk_app.ui.merging.third import ThirdDialog
from clerk_app.ui.merging.words import Comparison
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


@dataclass(slots=True)
class Begun:
    """What was chosen for a request so far, in which comparison; kept until it is confirmed."""

    merge: Merge | None = None
    choices: dict[str, Choice] = field(default_factory=dict)
    note: str = ""

    def go_on(self, merge: Merge) -> None:
        """Keep the choices whose field stands as it did when they were made."""
        before = {row.field: row for row in self.merge.rows} if self.merge is not None else {}
        same = {row.field for row in merge.rows if before.get(row.field) == row}
        self.choices = {name: choice for name, choice in self.choices.items() if name in same}
        self.merge = merge


class MergeDoing:
    """Belongs to one page; ``compared`` is what it shows, ``begun`` what was chosen, by request."""

    def __init__(self, context: Context, place: Workplace, page: MergePage, begun: dict[bytes, Begun]) -> None:
        self._context = context
        self._place = place
        self._page = page
        self.begun = begun
        self.compared: Comparison | None = None
        page.chosen.connect(self._on_chosen)
        page.third_wanted.connect(self._on_third_wanted)
        page.confirmed.connect(self.confirm)
        page.reveal_wanted.connect(self._on_reveal)
        page.note_typed.connect(self._on_note)

    @property
    def subject(self) -> bytes:
        """Whose request is shown; nothing while none is."""
        return self.compared.merge.subject if self.compared is not None else b""

    def show(self) -> None:
        """Show both sides with what was chosen so far."""
        if self.compared is not None:
            self._page.show_comparison(self.compared, self.begun[self.subject].choices)

    def _on_chosen(self, told: tuple[str, Chosen]) -> None:
        key, chosen = told
        self.begun[self.subject].choices[key] = Choice(chosen)
        self.show()

    def choosing(self, chosen: Chosen) -> Callable[[], None]:
        """Choose a side of the field that has the focus."""

        def choose() -> None:
            row = self._page.focused()
            if row is not None:
                self._on_chosen((row.field, chosen))

        return choose

    def third(self) -> None:
        """Ask for a third value of the field that has the focus."""
        row = self._page.focused()
        if row is not None:
            self._on_third_wanted(row)

    def _on_third_wanted(self, row: CompareRow) -> None:
        if self.compared is None:
            return
        dialog = ThirdDialog(self._context, self._place, self.compared, row.field, over=self._page)
        dialog.value_given.connect(lambda value: self._on_third_given(row.field, str(value)))
        dialog.open_over()

    def _on_third_given(self, key: str, value: str) -> None:
        self.begun[self.subject].choices[key] = Choice("third", value)
        self.show()

    def _on_note(self, words: object) -> None:
        self.begun[self.subject].note = str(words)

    def _on_reveal(self) -> None:
        """Special values are shown to whoever may see them, and the look is written down first."""
        actions, subject = self._place.actions, self.subject
        if not actions.merging.may_see_special():
            self._context.frame.say(self._context.texts.text("error.not_permitted"), "error")
            return

        def shown(_none: object) -> None:
            if self.compared is not None and subject == self.subject:
                self.compared = replace(self.compared, revealed=True)
                self.show()
                self._page.take_focus()

        self._place.writes.submit(
            lambda: actions.looking.note("unmask", subject), while_alive(self._page, shown), self._failed
        )

    def confirm(self) -> None:
        """Record the choice; while a field is open the hand goes there instead."""
        compared, begun = self.compared, self.begun.get(self.subject)
        if compared is None or begun is None:
            return
        overlaps = (row for row in self._page.rows if row.row.overlap)
        open_one = next((row for row in overlaps if row.field not in begun.choices), None)
        if open_one is not None:
            self._context.frame.say(self._context.texts.text("error.unchosen"), "warning")
            self._page.take_focus(open_one.field)
            return
        subject, merge, merging = self.subject, compared.merge, self._place.actions.merging
        choices, note = dict(begun.choices), begun.note

        def done(_none: None) -> None:
            self.begun.pop(subject, None)
            self.compared = None
            self._place.exchange_now()
            self._context.frame.back()
            self._context.frame.say(self._context.texts.text("merge.confirmed"))
            self._place.news.requests_changed.emit(frozenset({subject}))

        self._place.writes.submit(
            lambda: merging.resolve(merge, choices, note), while_alive(self._page, done), self._failed
        )

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
