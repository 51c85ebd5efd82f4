"""Attending: what is held, refused, unproven or does not get through, and the ways out of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clerk_app.actions.session import Sessions
from clerk_app.contract import canonical
from clerk_app.domain.amendments import base_of
from clerk_app.domain.bodies import EnclosureRef, RequestCorrected
from clerk_app.domain.errors import Refused
from clerk_app.domain.requests import RequestView
from clerk_app.domain.scripts import tidy
from clerk_app.ports.case_files import CaseFiles
from clerk_app.ports.desk_file import Journal, NewEntry, PrintJob, PrintJobs, Requests, Restored
from clerk_app.ports.files import Enclosures, StuckUpload, UploadsDesk
from clerk_app.ports.outbox import Attention, OutboxDesk


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One card on the screen: an entry held or refused, a print in doubt, or an enclosure that is stuck; and whose.

    ``restored`` is about the desk itself, which has stopped.
    """

    view: RequestView | None
    held: Attention | None = None
    print_job: PrintJob | None = None
    restored: Restored | None = None
    upload: StuckUpload | None = None


class Attending:
    """Lists what needs a person, and carries out what the person decides."""

    def __init__(
        self,
        *,
        sessions: Sessions,
        requests: Requests,
        outbox: OutboxDesk,
        uploads: UploadsDesk,
        enclosures: Enclosures,
        jobs: PrintJobs,
        files: CaseFiles,
        journal: Journal,
    ) -> None:
        self._sessions = sessions
        self._uploads = uploads
        self._enclosures = enclosures
        self._requests = requests
        self._outbox = outbox
        self._jobs = jobs
        self._files = files
        self._journal = journal

    def items(self) -> tuple[AttentionItem, ...]:
        """Everything that needs attention: a desk that has stopped, then prints, since the citizen is still there.

        Each names a person: raises ``Refused('not_permitted')`` for whoever may open no request.
        """
        self._sessions.require("open")
        jobs = [AttentionItem(self._requests.view(job.subject), print_job=job) for job in self._unclear()]
        held = [AttentionItem(self._requests.view(item.subject), held=item) for item in self._outbox.attention()]
        stuck = [AttentionItem(self._requests.view(item.subject), upload=item) for item in self._uploads.stuck()]
        found = self._outbox.restored()
        stopped = () if found is None else (AttentionItem(None, restored=found),)
        return (*stopped, *jobs, *held, *stuck)

    def _unclear(self) -> tuple[PrintJob, ...]:
        return tuple(job for job in self._jobs.open() if job.state in {"unknown", "failed"})

    def send_again(self, seq: int) -> None:
        """Let a held entry go with the next exchange."""
        self._sessions.require("receive")
        self._outbox.retry(seq)

    def upload_again(self, sha256: str) -> None:
        """Let an enclosure that is stuck go with the next exchange."""
        self._sessions.require("receive")
        self._uploads.again(sha256)

    def enclose_again(self, ref: EnclosureRef, path: Path) -> None:
        """Take the file of an enclosure anew where it is lost or damaged here, and let it go.

        Raises ``Invalid`` (``enclosure_another``, ``file_unreadable``).
        """
        self._sessions.require("receive")
        self._enclosures.put_back(ref, path)
        self._uploads.again(ref.sha256)

    def correct(self, subject: bytes, changed: dict[str, str], note: str = "", *, seen: int | None = None) -> None:
        """Send corrected fields as an amendment of the same request; the refused entry stays as it was.

        It stands on the centre's version that the clerk has ``seen``; without it on the newest that is known.

        Raises ``Refused`` (``request_unknown``, ``already_annulled``).
        """
        grant = self._sessions.require("correct")
        view = self._requests.view(subject)
        if view is None:
            raise Refused("request_unknown")
        if view.annulled:
            raise Refused("already_annulled")
        base = base_of(self._files.of(subject), changed, view.version if seen is None else min(seen, view.version))
        body = RequestCorrected(base_version=base, form=changed, note=tidy(note))
        self._journal.record(
            NewEntry(kind="request.corrected", subject=subject, grant=grant.id, body=canonical.encode(body))
        )
