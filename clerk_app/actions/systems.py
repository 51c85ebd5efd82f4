"""What a clerk does with the central systems that keep a part of a case: one line for each of them."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.acts import Acts
from clerk_app.actions.delivery import Delivery
from clerk_app.actions.ezup import Ezup
from clerk_app.actions.ezup_log import AccessLog
from clerk_app.actions.inbox import InboxAsking
from clerk_app.actions.index import Indicators
from clerk_app.actions.index_reporting import IndexReporting
from clerk_app.actions.payments import Payments
from clerk_app.actions.payments_day import PaymentsOfDay
from clerk_app.ports.case_files import CaseFiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Systems:
    """The actions of each system; ``case_files`` is what their parts of a case are folded from."""

    case_files: CaseFiles
    acts: Acts
    ezup: Ezup
    access_log: AccessLog
    payments: Payments
    payments_of_day: PaymentsOfDay
    indicators: Indicators
    reporting: IndexReporting
    delivery: Delivery
    inbox: InboxAsking
