"""Ports: what the program needs of the world, in protocols of one to four methods; one module per neighbour."""
