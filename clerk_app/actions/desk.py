"""Everything that a clerk can do at this desk, in one value for the interface and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_app.actions.annulling import Annulling
from clerk_app.actions.appointing import Appointing
from clerk_app.actions.attending import Attending
from clerk_app.actions.calling import Calling
from clerk_app.actions.casework import Casework
from clerk_app.actions.choosing import Choosing
from clerk_app.actions.copying import Copying
from clerk_app.actions.days import Days
from clerk_app.actions.eid import Eid
from clerk_app.actions.filings import Filings
from clerk_app.actions.holding import Holding
from clerk_app.actions.intake import Intake
from clerk_app.actions.looking import LookFolding, Looking
from clerk_app.actions.looking_up import LookingUp
from clerk_app.actions.merging import Merging
from clerk_app.actions.paying import Paying
from clerk_app.actions.printing import Printing
from clerk_app.actions.receipting import Receipting, Verifying
from clerk_app.actions.session import Sessions
from clerk_app.actions.systems import Systems
from clerk_app.ports.desk_file import Requests
from clerk_app.ports.files import Enclosures, Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskActions:
    """The actions of an opened desk; there are none before somebody has signed in."""

    sessions: Sessions
    choosing: Choosing
    intake: Intake
    looking: Looking
    looking_up: LookingUp
    folding: LookFolding
    annulling: Annulling
    attending: Attending
    merging: Merging
    casework: Casework
    calling: Calling
    days: Days
    paying: Paying
    printing: Printing
    receipting: Receipting
    verifying: Verifying
    filings: Filings
    holding: Holding
    copying: Copying
    eid: Eid
    appointing: Appointing
    enclosures: Enclosures
    pages: Pages
    requests: Requests
    systems: Systems
