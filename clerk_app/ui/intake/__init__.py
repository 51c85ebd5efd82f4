"""The pages of an intake: person, service, form, proofs and enclosures, fee, review."""
