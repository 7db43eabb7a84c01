"""The server's clock, as far as moments that were written down say that it was set."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

LEAD: Final = timedelta(minutes=5)
"""How far the clock of another process may be ahead. What is from further in the future was written
before the server's clock was set back."""
