"""Every colour of the tokens can be read where it stands, by day and in the evening (WCAG 2.1, 1.4.3 and 1.4.11)."""

import math
import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text()
OKLCH = r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)"
COLOUR = re.compile(rf"--([a-z-]+): (?:light-dark\({OKLCH}, {OKLCH}\)|{OKLCH});")
Colour = tuple[float, float, float]
GROUNDS = ("paper", "sheet", "shade")
WORDS = [
    *((word, ground) for word in ("ink", "ink-quiet", "brick") for ground in GROUNDS),
    *((state, ground) for state in ("there", "few", "gone") for ground in ("paper", "sheet")),
    ("brick-ink", "brick"),
    ("tag-ink", "tag"),
    ("paper", "ink"),
    ("paper", "gone"),
]
SIGNS = [
    *((sign, ground) for sign in ("focus", "brick", "there", "few", "gone", "edge") for ground in GROUNDS),
    ("sheet", "brick"),
]


def tokens(theme: str) -> dict[str, Colour]:
    """The colours of one theme by name: lightness from 0 to 1, chroma, hue in degrees."""
    found = {}
    for name, *numbers in COLOUR.findall(TOKENS):
        light, dark, both = numbers[:3], numbers[3:6], numbers[6:]
        lightness, chroma, hue = map(float, both if both[0] else (light if theme == "light" else dark))
        found[name] = (lightness / 100, chroma, hue)
    return found


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG defines it, from Björn Ottosson's OKLCH; what no screen can show is clipped."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    shares = (0.2126, 0.7152, 0.0722)
    return sum(share * min(1.0, max(0.0, part)) for share, part in zip(shares, (red, green, blue), strict=True))


def contrast(first: Colour, second: Colour) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ruler_is_right() -> None:
    black, white, grey = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.5999, 0.0, 0.0)

    assert contrast(black, white) == pytest.approx(21, abs=0.01)
    assert contrast(grey, white) == pytest.approx(3.95, abs=0.02)  # oklch(59.99% 0 0) is #808080


def test_every_colour_token_is_read() -> None:
    named = set(re.findall(r"--([a-z-]+): (?:light-dark|oklch)\(", TOKENS))

    assert set(tokens("light")) == named


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), WORDS)
def test_words_stand_out(word: str, ground: str, theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_stand_out(sign: str, ground: str, theme: str) -> None:
    colours = tokens(theme)

    assert contrast(colours[sign], colours[ground]) >= 3
