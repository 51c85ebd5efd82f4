"""The operator's page and the hand on a scripted clock."""
