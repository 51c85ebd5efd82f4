"""Cases for demonstration and tests, received and moved as real ones are, by a desk that is retired afterwards."""
