"""The operations of payments, for whoever moves the money."""

from __future__ import annotations

from clerk_app.central.operations import Operation, parameter
from clerk_app.contract import payments as wire

_ORDER = parameter(
    "order",
    "path",
    {"type": "string", "pattern": "^[A-Z0-9-]{1,24}$"},
    "The number of the request, and a letter: R for the republic's fee, L for the municipality's.",
    "A1-000001-0-R",
)
_NOT_LET_IN = {
    401: "`unauthenticated`: no token, or one that has lapsed.",
    403: "`not_permitted`: a client of another body than `payments`, or an order that takes no proof.",
}

OPERATIONS = (
    Operation(
        method="post",
        path=wire.ORDERS,
        summary="The payment orders of a request",
        caller="client",
        takes=wire.OrdersWanted,
        example={"number": "A1-000001-0"},
        gives=wire.OrdersSeen,
        says="One order for each account, with the text of its NBS IPS code.",
        problems=_NOT_LET_IN | {404: "`case_unknown`: nothing is to be paid under this number."},
    ),
    Operation(
        method="get",
        path=wire.ORDER,
        summary="One payment order as it stands",
        caller="client",
        gives=wire.OrderSeen,
        says="The order.",
        parameters=(_ORDER,),
        problems=_NOT_LET_IN | {404: "`order_unknown`."},
    ),
    Operation(
        method="post",
        path=wire.REPORTS,
        summary="Report a payment; the same id again is the same payment",
        caller="client",
        takes=wire.PaymentReport,
        example={
            "id": "nbs-2026-0001",
            "kind": "paid",
            "amount": 33000,
            "booked": "2026-09-21",
            "order": "A1-000001-0-R",
        },
        gives=wire.PaymentTaken,
        says="What became of it: what fits no order is kept and told to the operator, never dropped.",
        problems=_NOT_LET_IN
        | {
            409: "`idempotency_conflict`: another payment under the same id.",
            422: "`amount_not_positive`, `amount_beyond`, `payment_day_wrong`, `payment_day_future`, `malformed`.",
        },
    ),
    Operation(
        method="post",
        path=wire.PROOFS,
        summary="Attach a proof of payment that was uploaded",
        caller="client",
        takes=wire.ProofAttached,
        example={"number": "ПП-118", "booked": "2026-09-21", "amount": 33000},
        gives=wire.OrderSeen,
        says="The order; the proof is not believed before a counter has seen it or the bank has reported.",
        parameters=(_ORDER,),
        problems=_NOT_LET_IN
        | {
            404: "`order_unknown`.",
            409: "`proof_repeated`, `order_paid`, `order_cancelled`, `order_expired`, `amount_above_due`.",
            422: "`amount_not_positive`, `amount_beyond`, `payment_day_wrong`, `payment_day_future`, `malformed`.",
        },
    ),
)
