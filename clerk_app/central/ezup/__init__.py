"""eZUP at the centre: whether a register may be asked, asking it, and who asked what."""
