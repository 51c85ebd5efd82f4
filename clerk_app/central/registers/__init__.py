"""The registers of the state, as far as the synthetic population can stand in for them: a module for each family."""
