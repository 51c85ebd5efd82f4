"""Paper: values to layout to raster or PDF."""
