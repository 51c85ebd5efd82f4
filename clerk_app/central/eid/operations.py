"""The operations of eID: accounts of citizens, and what activates ConsentID."""

from __future__ import annotations

from clerk_app.central.operations import Operation
from clerk_app.contract.eid import (
    EID_ISSUANCES,
    EID_LOOKUPS,
    EID_REGISTRATIONS,
    EidAccount,
    EidIssuance,
    EidLookup,
    EidRegistration,
    EidSealed,
)

OPERATIONS = (
    Operation(
        method="post",
        path=EID_LOOKUPS,
        summary="Whether somebody has an account",
        takes=EidLookup,
        gives=EidAccount,
        says="The account as a desk may know it, or none.",
    ),
    Operation(
        method="post",
        path=EID_REGISTRATIONS,
        summary="Register an account; the same id again is the same",
        takes=EidRegistration,
        gives=EidAccount,
        says="The account as a desk may know it, or none.",
        problems={
            409: "`account_exists`, `email_taken`, `act_reused`.",
            503: "`register_unavailable`: the real register is down.",
        },
    ),
    Operation(
        method="post",
        path=EID_ISSUANCES,
        summary="Issue activation parameters, once for each id",
        takes=EidIssuance,
        gives=EidSealed,
        says="EidParameters sealed to the desk, while nobody has said that they are handed over.",
        problems={
            404: "`no_account`: nobody is registered under this number.",
            409: "`act_reused`: another issuance under the same id.",
            410: "`parameters_gone`: they were handed over.",
        },
    ),
)
