"""What every test has: a Qt without a screen, unless the run was given one."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
