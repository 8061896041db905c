"""Why the stores say no."""

from typing import Any

SENTENCES: dict[str, Any] = {}
