"""A map tile server of our own, at an origin that is not the town's: what a browser may ask only after consent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image
from werkzeug import Request, Response

from tests.answering import answering


@dataclass
class Tiles:
    """Where the tiles are served, and the paths that were asked."""

    origin: str = ""
    asked: list[str] = field(default_factory=list)

    @property
    def template(self) -> str:
        """The address of a tile, as the setting TILES_URL wants it."""
        return self.origin + "/{z}/{x}/{y}.png"


@contextmanager
def tile_server() -> Iterator[Tiles]:
    """Serve one plain tile under every address until the block ends."""
    tiles, tile = Tiles(), BytesIO()
    Image.new("RGB", (256, 256), "#e6e1d6").save(tile, "PNG")

    @Request.application
    def answer(request: Request) -> Response:
        tiles.asked.append(request.path)
        return Response(tile.getvalue(), mimetype="image/png")

    with answering(answer) as tiles.origin:
        yield tiles
