"""What a clerk can do, one module per desk activity; knows ports and values only."""
