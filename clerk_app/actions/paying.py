"""Paying: the slip for a request's fee; money is never taken at the counter."""

from __future__ import annotations

from clerk_app.actions.receipting import Receipting
from clerk_app.domain.bodies import RequestReceived
from clerk_app.domain.ips import TaxAccounts, slips_for
from clerk_app.ports.paper import SlipFacts


class Paying:
    """Makes payment slips from what was computed when the request was received."""

    def __init__(self, *, receipting: Receipting) -> None:
        self._receipting = receipting

    def slips(self, body: RequestReceived, annulled: str = "") -> tuple[SlipFacts, ...]:
        """One slip per account: republic and municipal fees go to different ones; none when nothing is due."""
        issuer = self._receipting.issuer()
        municipality = issuer.municipality
        accounts = TaxAccounts(
            municipality_code=municipality.treasury_code,
            republic_account=municipality.republic_fee_account,
            republic_payee=municipality.republic_payee,
            local_account=municipality.local_fee_account,
            local_payee=municipality.body,
        )
        purpose = self._receipting.service(body).name.sr
        made = slips_for(body.fee, payer=body.applicant, accounts=accounts, purpose=purpose)
        return tuple(
            SlipFacts(issuer=issuer, slip=slip, number=body.number, language=body.language, annulled=annulled)
            for slip in made
        )
