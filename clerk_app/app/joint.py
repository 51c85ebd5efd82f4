"""What joining the actions needs beside the stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clerk_app.actions.printing import Registrations
from clerk_app.actions.session import Sessions
from clerk_app.app.place import Place
from clerk_app.ports.acts import ActPapers
from clerk_app.ports.eid import EidLine, EidPaper
from clerk_app.ports.ezup import EzupLine, RecordPaper
from clerk_app.ports.inbox import InboxLine
from clerk_app.ports.paper import ReceiptPrinter, Receipts
from clerk_app.settings.identity import DeskIdentity
from clerk_app.store.steps import Steps


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Joint:
    """What the actions need beside the stores."""

    place: Place
    identity: DeskIdentity
    sessions: Sessions
    receipts: Receipts
    eid: tuple[EidLine, EidPaper]
    act_papers: ActPapers
    ezup: tuple[EzupLine, RecordPaper]
    inbox: InboxLine
    printer: Callable[[], ReceiptPrinter]
    registrations: Registrations
    reached: Steps
    practice: bool
