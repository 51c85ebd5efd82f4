"""What moves parcels; httpx lives here and nowhere else."""

import sys

# httpx brings its command line along wherever the libraries for that happen to be installed: 5 MB and 50 ms at every
# counter for nothing. ``None`` among the modules means that there is none, which httpx is ready for.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
