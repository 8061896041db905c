"""Why opening hours are refused, and what is remarked about them."""

from typing import Any

SENTENCES: dict[str, Any] = {}
