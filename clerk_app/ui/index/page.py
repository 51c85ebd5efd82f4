"""The page of plots: what this is and is not, the period, six tiles, and where the figures of the office are from."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clerk_app.domain.index_figures import Figures
from clerk_app.ui.index.period_bar import PeriodBar
from clerk_app.ui.index.tile import Tile
from clerk_app.ui.index.tiles import make_tiles
from clerk_app.ui.index.words import known_words
from clerk_app.ui.link_words import local_time
from clerk_app.ui.screen import Context
from clerk_app.ui.widgets.label import Label
from clerk_app.ui.widgets.scroll import Scroll

_ACROSS = 3


class IndicatorsPage(QWidget):
    """``opened`` gives the codes of the tile whose table is wanted."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        look, texts = context.look, context.texts
        self.periods = PeriodBar(context)
        self.tiles = make_tiles(look, texts)
        self._banner = Label(look, texts.text("index.banner"), role="text_2", wrap=True)
        self._known = Label(look, "", style="small", role="text_2", wrap=True)
        self._across = 1 if look.tokens.narrow else _ACROSS
        for tile in self.tiles.all:
            tile.opened.connect(lambda tile=tile: self.opened.emit(tile.codes))
            tile.moved.connect(lambda by, tile=tile: self._move(tile, by))
        self._lay_out()

    def show_figures(self, figures: Figures, zone: datetime) -> None:
        """Fill the tiles; ``zone`` is any local time, for the day on which the office was last heard of."""
        self.tiles.show_figures(figures)
        at = local_time(figures.office.at, zone.tzinfo).date() if figures.office is not None else None
        self._known.set_text(known_words(figures, self._context.texts, at))
        apart = figures.office is not None and not figures.is_monthly
        self._known.set_role("warning" if apart else "text_2")

    def focus_on(self, codes: object) -> None:
        """The tile that shows these indicators, or the first."""
        tiles = self.tiles.all
        tile = next((tile for tile in tiles if tile.codes == codes), tiles[0])
        tile.setFocus()
        if tile is tiles[0]:
            self._scroll.show_from(self._banner)  # what the figures are not is read before the first of them

    def _move(self, tile: Tile, by: object) -> None:
        """To the neighbour in the grid; beyond its edge nothing happens."""
        if not isinstance(by, tuple):
            return
        place = self.tiles.all.index(tile)
        column, row = place % self._across + by[0], place // self._across + by[1]
        if self._across == 1:
            column, row = 0, place + by[0] + by[1]
        after = row * self._across + column
        if 0 <= column < self._across and 0 <= after < len(self.tiles.all):
            self.tiles.all[after].setFocus()

    def _lay_out(self) -> None:
        look = self._context.look
        narrow = look.tokens.narrow
        grid = QGridLayout()
        grid.setSpacing(look.px(8 if narrow else 12))
        for place, tile in enumerate(self.tiles.all):
            grid.addWidget(tile, place // self._across, place % self._across)
            if narrow:
                tile.setMinimumHeight(look.px(230))
        for place in range(self._across):
            grid.setColumnStretch(place, 1)
        for place in range(len(self.tiles.all) // self._across):
            grid.setRowStretch(place, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.px(8))
        scroll = self._scroll = Scroll(look, spacing=8)
        head: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
        head.setSpacing(look.px(6 if narrow else 16))
        head.addWidget(self._banner, 1)
        head.addWidget(self.periods)
        scroll.body.addLayout(head)
        scroll.body.addLayout(grid, 1)
        scroll.body.addWidget(self._known)
        whole.addWidget(scroll)
