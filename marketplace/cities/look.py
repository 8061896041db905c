"""A city's own brick: its colour, checked so that everybody can read what stands on it."""

import re

from marketplace.errors import Invalid

LEAST_CONTRAST = 4.5
PAPER_LUMINANCE = 0.956
"""Of the palest sheet that brick-coloured words stand on."""
_HEX = re.compile(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})")


def read_brick(typed: str) -> str:
    """A colour like `#a1432b` on which white words can be read, and which can be read on paper.

    Raises Invalid with "brick_unreadable" or "brick_too_pale".
    """
    colour = typed.strip().lower()
    if not _HEX.fullmatch(colour):
        raise Invalid("brick_unreadable", colour=typed.strip())
    contrast = contrast_with(luminance(colour), PAPER_LUMINANCE)
    if contrast < LEAST_CONTRAST:
        raise Invalid("brick_too_pale", contrast=f"{contrast:.1f}".replace(".", ","), least="4,5")
    return colour


def luminance(colour: str) -> float:
    """WCAG's relative luminance of `#rrggbb`, from 0 for black to 1 for white."""
    found = _HEX.fullmatch(colour)
    if found is None:
        raise ValueError(f"{colour!r} is no colour")
    red, green, blue = (_linear(int(part, 16) / 255) for part in found.groups())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_with(one: float, other: float) -> float:
    """WCAG's contrast ratio of two luminances, from 1 to 21."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def stylesheet(brick: str) -> str:
    """The city's rules over the tokens: its brick by day, a paler one of the same hue in the evening."""
    evening = f"oklch(from {brick} 72% c h)"
    return f"@layer tokens {{ :root {{ --brick: light-dark({brick}, {evening}); }} }}\n"


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
