"""The wire: what desk and centre say to each other, imported by both."""
