"""Indicators on the wire: batches go as entries ``index.reported``, what comes back is reference data.

Two items: the policy of the municipality (``domain.index.IndexPolicy``), and for each desk what its office has summed
(``domain.index_office.OfficeFigures``, under ``contract.reference.OFFICE_INDEX``).
"""

from __future__ import annotations

INDEX_POLICY = "index"
"""The name of the policy in reference data."""
