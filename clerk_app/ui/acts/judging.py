"""Asking what the signatures on a PDF are worth, for whichever tab lists it; the verdicts are shown where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from clerk_app.domain.bodies import EnclosureRef
from clerk_app.domain.errors import CounterError
from clerk_app.domain.signatures import SignatureVerdict
from clerk_app.i18n import Texts
from clerk_app.ui.acts.words import Said, verdict_line
from clerk_app.ui.saying import error_words
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace

type Found = tuple[SignatureVerdict, ...] | str
"""The verdicts on one PDF, or the words why there are none."""


@dataclass
class Judged:
    """What was found of the PDFs of one case, by digest."""

    subject: bytes = b""
    found: dict[str, Found] = field(default_factory=dict)

    def lines(self, paper: EnclosureRef, texts: Texts, zone: tzinfo | None) -> list[Said]:
        """What to say of a paper; nothing before somebody asked."""
        found = self.found.get(paper.sha256)
        if found is None:
            return []
        if isinstance(found, str):
            return [Said("circle-alert", "error", found, "")]
        if not found:
            return [Said("file-text", "text_2", texts.text("signature.none"), "")]
        return [verdict_line(verdict, texts, zone) for verdict in found]


class Judging:
    """Belongs to one page; ``told`` is called with the paper and what was found, while ``tab`` is there."""

    def __init__(
        self, place: Workplace, texts: Texts, tab: QWidget, told: Callable[[EnclosureRef, Found], None]
    ) -> None:
        self._place = place
        self._texts = texts
        self._tab = tab
        self._told = told

    def judge(self, paper: EnclosureRef, work: Callable[[], tuple[SignatureVerdict, ...]]) -> None:
        """Do ``work``, which reads a document and may last, beside everything else."""

        def failed(error: Exception) -> None:
            if not isinstance(error, CounterError):
                raise error
            self._told(paper, error_words(error, self._texts))

        self._place.long_reads.submit(
            work,
            while_alive(self._tab, lambda found: self._told(paper, found)),
            while_alive(self._tab, failed),
        )
