"""ePayments at the centre: orders, what counters saw, and what the outside reports."""
