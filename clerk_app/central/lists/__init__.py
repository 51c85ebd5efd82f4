"""Lists for lookup fields at the centre: loaded, kept by version, and given page by page."""
