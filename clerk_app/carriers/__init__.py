"""What moves parcels; httpx lives here and nowhere else."""
