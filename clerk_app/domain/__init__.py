"""Values and rules of the counter: pure, without input, output, clock or text."""
