"""The headline as a picture: a bar for each engine, on a scale of powers of ten, in the colours of day and night."""

from collections.abc import Callable, Sequence
from html import escape
from math import ceil, floor, log10

from tests.benchmarks.nearby.finding import WORK
from tests.benchmarks.nearby.peers import OURS, SAME_INDEX, engine
from tests.benchmarks.nearby.timing import Row

WIDTH, LEFT, RIGHT, TOP, STEP, BAR = 760, 240, 80, 64, 46, 22
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #1c2b28; } .quiet { fill: #5b6b67; font-size: 12px; }
.line { stroke: #d5dedb; } .bar { fill: #9fb3ad; } .ours { fill: #0b7a5f; } .mean { stroke: #1c2b28; stroke-width: 2; }
.ground { fill: #ffffff; }
@media (prefers-color-scheme: dark) {
text { fill: #e6eeeb; } .quiet { fill: #9db0aa; } .line { stroke: #33423e; } .bar { fill: #5b6f69; }
.ours { fill: #35c79e; } .mean { stroke: #e6eeeb; } .ground { fill: #131c1a; }
}"""


def drawn(rows: Sequence[Row], mode: str = "and") -> str:
    """An SVG of the medians (bars) and means (strokes) of finding nearby, the fastest engine on top."""
    shown = sorted((row for row in rows if (row.work, row.mode) == (WORK, mode)), key=lambda row: row.p50_ms or 0.0)
    figures = [figure for row in shown for figure in (row.p50_ms, row.mean_ms) if figure]
    least, most = floor(log10(min(figures))), ceil(log10(max(figures)))
    height = TOP + STEP * len(shown) + 12

    def across(figure: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (log10(figure) - least) / max(most - least, 1)

    parts = [scale(10.0**power, across(10.0**power), height) for power in range(least, most + 1)]
    parts += [bar(row, TOP + STEP * place, across) for place, row in enumerate(shown)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t">',
            f'<title id="t">Milliseconds to find products nearby, {mode.upper()}, by engine</title>',
            f"<style>{STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
            f'<text x="16" y="26">Find nearby, {mode.upper()}: milliseconds (bar: median, stroke: mean)</text>',
            *parts,
            "</svg>\n",
        ]
    )


def scale(figure: float, x: float, height: int) -> str:
    """One line of the scale with its figure."""
    line = f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height - 8}"/>'
    return f'{line}<text class="quiet" x="{x:.1f}" y="{TOP - 14}" text-anchor="middle">{figure:g}</text>'


def bar(row: Row, y: float, across: Callable[[float], float]) -> str:
    """One engine: its name, its bar, its figures."""
    median, mean = row.p50_ms or 0.0, row.mean_ms or 0.0
    kind = "bar ours" if row.engine in (OURS, *SAME_INDEX) else "bar"
    end = max(across(median), across(mean))
    return "".join(
        [
            f'<text x="{LEFT - 12}" y="{y + 16}" text-anchor="end">{escape(engine(row.engine).TITLE)}</text>',
            f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{across(median) - LEFT:.1f}" height="{BAR}" rx="3"/>',
            f'<line class="mean" x1="{across(mean):.1f}" x2="{across(mean):.1f}" y1="{y - 3}" y2="{y + BAR + 3}"/>',
            f'<text class="quiet" x="{end + 8:.1f}" y="{y + 16}">{median:.2g} / {mean:.2g}</text>',
        ]
    )
