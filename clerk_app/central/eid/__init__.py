"""eID at the centre: accounts of citizens, as counters register them."""
