"""What the screens work with: the actions of the desk, the lanes they run on, and the news that reach the counter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from clerk_app.actions.desk import DeskActions
from clerk_app.lanes import Runs
from clerk_app.ports.checks import Check
from clerk_app.ports.clock import Clock
from clerk_app.sync.link import LinkState
from clerk_app.sync.relay_state import RelayState
from clerk_app.ui.at_counter import AtCounter


class News(QObject):
    """Everything that happens while the clerk works; emitted on Qt's thread, past tense, one object at most.

    ``requests_changed``: a frozenset of subjects (empty: all). ``link_changed``: a ``LinkState``. ``relay_changed``: a
    ``RelayState``. ``card_news``: one of ``ports.cards``. ``print_changed``: a ``PrintJob``. ``alarm_raised``: a code.
    ``settings_changed``: a name. ``draft_discarded``: the id of a draft. ``paper_failed``: an error of ours, when a
    paper could not be made.
    """

    requests_changed = Signal(object)
    link_changed = Signal(object)
    relay_changed = Signal(object)
    card_news = Signal(object)
    print_changed = Signal(object)
    alarm_raised = Signal(object)
    settings_changed = Signal(object)
    draft_discarded = Signal(object)
    paper_failed = Signal(object)


@dataclass(frozen=True, slots=True)
class DeskName:
    """What the strip and the sign-in say of this desk; ``demo`` names the vault that is not a real one."""

    desk: str
    municipality: str
    office: str
    counter: str
    demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workplace:
    """Given to every screen that works with requests.

    Reading work goes to ``reads``, what takes seconds and can be stopped to ``long_reads``, committing work to
    ``writes`` (an accept with priority), printing to ``paper``, cards and checks to ``devices``; results come home on
    Qt's thread. ``exchange_now`` wakes the exchange. ``link`` and ``relay`` are the last known states.
    ``replace_desk`` asks for the code that makes this computer another desk. ``receipt_wait``: seconds that a receipt
    may wait for the unique number. ``supplement_days``: how long a call to supplement gives, unless the handler says
    otherwise.
    """

    actions: DeskActions
    reads: Runs
    long_reads: Runs
    writes: Runs
    paper: Runs
    devices: Runs
    news: News
    desk: DeskName
    link: Callable[[], LinkState]
    exchange_now: Callable[[], None]
    read_card: Callable[[], None]
    replace_desk: Callable[[], None]
    checks: tuple[Check, ...]
    receipt_wait: float
    at_counter: AtCounter
    clock: Clock
    relay: Callable[[], RelayState] = RelayState
    supplement_days: int = 8
