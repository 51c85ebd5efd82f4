"""The demonstration: the whole job on this machine, with invented people, through the program's own windows."""
