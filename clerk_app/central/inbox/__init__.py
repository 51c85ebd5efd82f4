"""eInbox at the centre: which citizens have one, and what they agreed to."""
