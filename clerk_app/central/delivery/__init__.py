"""eDelivery at the centre: documents of cases, how they reach a citizen, and the day that counts."""
