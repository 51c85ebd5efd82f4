"""The registry's side of a case, for other software: submissions, status and receipts."""
