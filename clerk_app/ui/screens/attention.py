"""Attention: what is held, refused or unproven, each with its ways out; nothing here is lost."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from clerk_app.actions.attending import AttentionItem
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.ways_out import WaysOut
from clerk_app.ui.attention.words import item_words
from clerk_app.ui.commands import Bound
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.request_list import service_name
from clerk_app.ui.saying import say_error
from clerk_app.ui.screen import Context, Screen
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.widgets.note import Note
from clerk_app.ui.widgets.scroll import Scroll
from clerk_app.ui.workplace import Workplace


class AttentionScreen(Screen):
    """Cards in the order of the list; a subject given brings its card to the front."""

    id = "attention"
    title_key = "attention.title"
    icon = "triangle-alert"
    rail_place = "attention"

    def __init__(self, place: Workplace, paper: PaperFlow) -> None:
        self._place = place
        self._paper = paper
        self._shown = False
        self._wanted = b""
        self._cards: list[AttentionCard] = []
        for news in (place.news.requests_changed, place.news.print_changed):
            news.connect(self._on_changed)

    def build(self, context: Context) -> QWidget:
        """A scrolled column of cards."""
        self._context = context
        self._root = QWidget()
        self._scroll = Scroll(context.look)
        column = QVBoxLayout(self._root)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._ways_out = WaysOut(context, self._place, self._paper, self._root)
        self._cards = []
        return self._root

    def commands(self) -> Sequence[Bound]:
        """What the key bar shows here."""
        if not self._cards:
            return (Bound("back", self._context.frame.back),)
        return (
            Bound("move", _nothing),
            Bound("first_way_out", _nothing),
            Bound("other_ways_out", _nothing),
            Bound("next_attention", self._on_next),
            Bound("back", self._context.frame.back),
        )

    def on_shown(self, subject: object = None) -> None:
        """Load, and put the focus on the first way out of the request that is meant."""
        self._shown = True
        self._wanted = subject if isinstance(subject, bytes) else b""
        self._load()

    def on_hidden(self) -> None:
        """Stop renewing."""
        self._shown = False

    def _load(self) -> None:
        self._place.reads.submit(
            self._place.actions.attending.items,
            while_alive(self._root, self._on_loaded),
            while_alive(self._root, lambda error: say_error(self._context, error)),
        )

    def _on_loaded(self, items: tuple[AttentionItem, ...]) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cards = [self._card(item, first=place == 0) for place, item in enumerate(items)]
        for card in self._cards:
            self._scroll.body.addWidget(card)
        texts = self._context.texts
        if not items:
            calm = Note(
                self._context.look, texts.text("attention.none_about"), "success", title=texts.text("attention.none")
            )
            self._scroll.body.addWidget(calm)
        self._scroll.body.addStretch(1)
        told = texts.many("attention.items", len(items)) if items else ""
        self._context.frame.head(texts.text("attention.title"), told)
        self._context.frame.commands_changed()
        self._focus()

    def _card(self, item: AttentionItem, *, first: bool) -> AttentionCard:
        texts = self._context.texts
        service = texts.wording(service_name(item.view, self._place.actions.choosing)) if item.view else ""
        card = AttentionCard(self._context, item, item_words(item, texts), service, first=first)
        card.way_chosen.connect(lambda way: self._ways_out.take(card, str(way)))
        return card

    def _focus(self) -> None:
        wanted = (card for card in self._cards if card.item.view and card.item.view.subject == self._wanted)
        card = next(wanted, self._cards[0] if self._cards else None)
        if card is not None:
            card.buttons[0].setFocus()
            self._scroll.show_from(card)

    def _on_next(self) -> None:
        """The card after the one that has the focus, and around."""
        focused = QApplication.focusWidget()
        now = next((place for place, card in enumerate(self._cards) if focused and card.isAncestorOf(focused)), -1)
        card = self._cards[(now + 1) % len(self._cards)]
        card.buttons[0].setFocus()
        self._scroll.ensureWidgetVisible(card)

    def _on_changed(self, _what: object) -> None:
        if self._shown:
            self._load()


def _nothing() -> None:
    """Keys that the cards handle themselves are only shown."""
