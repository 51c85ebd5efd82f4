"""The proofs that an act can name: how many are named, and each to be ticked; as high as they are, if there is room."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.domain.acts import Evidence
from clerk_app.ui.acts.words import lacking_words
from clerk_app.ui.casework.tick_list import TickList
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.scroll import Scroll

_LEAST = 150  # px at 100 %


class ProofsArea(QWidget):
    """What was obtained, what was not, what the party filed; scrolled by itself where it gets less room than it needs.

    Where text is large it is whole: what lies around it is scrolled.
    """

    def __init__(self, context: Context, evidence: Evidence, named: Iterable[str]) -> None:
        super().__init__()
        self._look, self._texts = context.look, context.texts
        look, texts, chosen = context.look, context.texts, frozenset(named)
        came = [one for one in evidence.obtained if one.obtained]
        lacking = [one for one in evidence.obtained if not one.obtained]
        self.obtained = TickList(look, [(one.key, texts.wording(one.name)) for one in came])
        self.lacking = TickList(look, [(one.key, lacking_words(one, texts)) for one in lacking])
        for one in lacking:
            self.lacking.lines[one.key].setEnabled(one.nameable)
        self.filed = TickList(look, [(one.key, one.title) for one in evidence.filed])
        self._lists = (("acts.obtained", self.obtained), ("acts.lacking", self.lacking), ("acts.filed", self.filed))
        self.count = Label(look, "", weight=600, wrap=True)
        self.pane = Scroll(look, spacing=8) if any(ticks.lines for _, ticks in self._lists) else None
        for _, ticks in self._lists:
            for key, line in ticks.lines.items():
                line.check.setChecked(key in chosen)
            ticks.changed.connect(self._say_count)
        self._lay_out()
        self._say_count()

    def ticked(self) -> tuple[str, ...]:
        """The keys of those that are named, in their order."""
        return tuple(key for _, ticks in self._lists for key in ticks.ticked())

    def give_room(self, width: int, most: int) -> int:
        """Be as high as all of them are at a width, up to ``most`` or what a few need; gives the height (all in px)."""
        inner = self.pane.widget() if self.pane is not None else None
        if self.pane is None or inner is None or self._look.tokens.narrow:
            return 0
        whole = inner.heightForWidth(width - self.pane.verticalScrollBar().sizeHint().width())
        height = min(whole, max(most, self._look.px(_LEAST)))
        self.pane.setFixedHeight(height)
        return height

    def _lay_out(self) -> None:
        look, texts = self._look, self._texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.count)
        if self.pane is None:
            return
        self.pane.setAccessibleName(texts.text("acts.proofs"))
        into = column if look.tokens.narrow else self.pane.body
        for title, ticks in self._lists:
            if ticks.lines:
                into.addWidget(Label(look, texts.text(title), style="small", role="text_2", wrap=True))
                into.addWidget(ticks)
        if not look.tokens.narrow:
            self.pane.body.addStretch(1)
            column.addWidget(self.pane)

    def _say_count(self) -> None:
        """How many the act names: what lies below the edge is counted too."""
        every = sum(len(ticks.lines) for _, ticks in self._lists)
        if every:
            said = self._texts.text("acts.proofs_named", named=len(self.ticked()), all=every)
        else:
            said = self._texts.text("acts.no_proofs")
        self.count.set_text(said)
