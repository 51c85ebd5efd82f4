"""Delivery on the screen: documents of a case, hand-over at the counter, dispatch, what came back."""
