"""The reference central: the other end of the line, small and real."""
