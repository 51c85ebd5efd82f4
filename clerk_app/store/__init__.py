"""The encrypted desk file; SQLAlchemy and SQLCipher live here and nowhere else in the client."""
