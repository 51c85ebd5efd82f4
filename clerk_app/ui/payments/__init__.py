"""The payments of a case: its orders, ways to pay, slips and proofs; and the end-of-day list."""
