"""Why the inventory say no."""

from typing import Any

SENTENCES: dict[str, Any] = {}
