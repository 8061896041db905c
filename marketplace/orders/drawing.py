"""The table of states, drawn: docs/orders.md shows what the code enforces, and a test holds one against the other."""

import click
from flask.cli import with_appcontext

from marketplace.config import ROOT
from marketplace.orders import states

PAGE = ROOT / "docs" / "orders.md"
BEGIN, END = "<!-- drawn by `flask --app app draw-orders` -->", "<!-- end of the drawing -->"


def drawing() -> str:
    """Diagram and table of every step, as Markdown."""
    arrows = [f"    {step.source} --> {step.target}: {step.name}" for step in states.STEPS]
    head = ["| From | Step | To | Who | Modes | Pieces |", "|---|---|---|---|---|---|"]
    rows = [f"| {' | '.join(_cells(step))} |" for step in states.STEPS]
    start = f"    [*] --> {states.PLACED}: place"
    return "\n".join(["```mermaid", "stateDiagram-v2", start, *arrows, "```", "", *head, *rows])


def _cells(step: states.Step) -> tuple[str, ...]:
    return step.source, step.name, step.target, step.by, ", ".join(step.modes), step.stock or "stay"


def redrawn(page: str) -> str:
    """The page with its drawing made anew. Raises ValueError where the marks of the drawing are missing."""
    before, rest = page.split(BEGIN, 1)
    _old, after = rest.split(END, 1)
    return f"{before}{BEGIN}\n\n{drawing()}\n\n{END}{after}"


@click.command("draw-orders")
@with_appcontext
def draw_orders_command() -> None:
    """Draw the states of an order into docs/orders.md."""
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    click.echo(f"Drawn into {PAGE.relative_to(ROOT)}")
