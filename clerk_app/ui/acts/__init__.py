"""Acts on the screen: writing and signing them, those of a case, and what signatures are worth."""
