"""Carrying out what the clerk chose on a card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from clerk_app.domain.errors import CounterError
from clerk_app.ui.attention.card import AttentionCard
from clerk_app.ui.attention.case_ways import CaseWays
from clerk_app.ui.detail.opened import ToCorrect
from clerk_app.ui.paper_flow import PaperFlow
from clerk_app.ui.reason_dialog import ReasonDialog
from clerk_app.ui.saying import say_error, telling_print
from clerk_app.ui.screen import Context
from clerk_app.ui.tasks import while_alive
from clerk_app.ui.workplace import Workplace


class WaysOut:
    """One method a way; each is told to the news, so the cards are drawn anew."""

    def __init__(self, context: Context, place: Workplace, paper: PaperFlow, over: QWidget) -> None:
        self._context = context
        self._place = place
        self._paper = paper
        self._over = over
        self._cases = CaseWays(context, place, over)
        self._ways: dict[str, Callable[[AttentionCard], None]] = {
            "send_again": self._send_again,
            "correct": self._correct,
            "annul": self._annul,
            "call": self._call,
            "it_came": self._it_came,
            "print_again": self._print_again,
            "print_now": self._print_again,
            "without_paper": self._without_paper,
            "replace_desk": lambda _card: self._place.replace_desk(),
            "choose_file": self._choose_file,
            "open_case": self._cases.open,
            "leave_case": self._cases.leave,
            "merge": self._cases.merge,
        }

    def take(self, card: AttentionCard, way: str) -> None:
        """Carry out one way."""
        self._ways[way](card)

    def _send_again(self, card: AttentionCard) -> None:
        held, upload, attending = card.item.held, card.item.upload, self._place.actions.attending
        if held is not None:
            self._let_go(held.subject, lambda: attending.send_again(held.seq))
        elif upload is not None:
            self._let_go(upload.subject, lambda: attending.upload_again(upload.ref.sha256))

    def _correct(self, card: AttentionCard) -> None:
        if card.item.view is not None:
            self._context.frame.go("detail", ToCorrect(card.item.view.subject))

    def _annul(self, card: AttentionCard) -> None:
        view, text = card.item.view, self._context.texts.text
        if view is None:
            return
        title = text("detail.annul_title", number=view.number)
        dialog = ReasonDialog(
            self._context, title=title, about=text("detail.annul_about"), verb=text("detail.annul_do"), over=self._over
        )
        dialog.reason_given.connect(lambda reason: self._on_reason(view.subject, str(reason)))
        dialog.open_over()

    def _on_reason(self, subject: bytes, reason: str) -> None:
        annulling = self._place.actions.annulling
        self._place.writes.submit(
            lambda: annulling.annul(subject, reason),
            while_alive(self._over, lambda _entry: self._changed(subject, "detail.annulled")),
            self._failed,
        )

    def _call(self, card: AttentionCard) -> None:
        stuck, view = card.item.held or card.item.upload, card.item.view
        if stuck is not None:
            number = view.number if view is not None else ""
            texts, facts = self._context.texts, {"number": number, "seq": stuck.seq, "code": stuck.code}
            told = texts.text("attention.call_words", desk=self._place.desk.desk, **facts)
            phone = self._phone()
            card.show_call(" ".join((texts.text("attention.call_phone", phone=phone), told)) if phone else told)

    def _phone(self) -> str:
        """Of the municipality, once its reference data has come."""
        try:
            return self._place.actions.receipting.issuer().municipality.phone
        except CounterError:
            return ""

    def _it_came(self, card: AttentionCard) -> None:
        job = card.item.print_job
        if job is not None:
            confirm = self._place.actions.printing.confirm
            self._place.writes.submit(lambda: confirm(job), self._place.news.print_changed.emit, self._failed)

    def _print_again(self, card: AttentionCard) -> None:
        job = card.item.print_job
        if job is not None:
            self._paper.reprint(job.subject, telling_print(self._context, self._over))

    def _without_paper(self, card: AttentionCard) -> None:
        job = card.item.print_job
        if job is not None:
            drop = self._place.actions.printing.drop
            self._place.writes.submit(lambda: drop(job), self._place.news.print_changed.emit, self._failed)

    def _choose_file(self, card: AttentionCard) -> None:
        """The same file once more; another one is refused, for the request names this one."""
        upload, attending = card.item.upload, self._place.actions.attending
        if upload is None:
            return
        subject, ref = upload.subject, upload.ref
        dialog = QFileDialog(self._over, self._context.texts.text("attention.choose_file", title=ref.title))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(
            lambda name: self._let_go(subject, lambda: attending.enclose_again(ref, Path(name)))
        )
        dialog.open()

    def _let_go(self, subject: bytes, work: Callable[[], None]) -> None:
        """Do what lets something go, and exchange."""

        def gone(_none: None) -> None:
            self._place.exchange_now()
            self._changed(subject, "attention.sent_again")

        self._place.writes.submit(work, while_alive(self._over, gone), self._failed)

    def _changed(self, subject: bytes, told: str) -> None:
        self._place.news.requests_changed.emit(frozenset({subject}))
        self._context.frame.say(self._context.texts.text(told), "info")

    def _failed(self, error: Exception) -> None:
        say_error(self._context, error)
