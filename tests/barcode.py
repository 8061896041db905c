"""Draws an EAN-13 as a shopper holds it before the camera."""

from pathlib import Path

from PIL import Image, ImageDraw

LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
MODULE_PX, HEIGHT_PX = 4, 220
CAMERA = (640, 480)


def bars(ean: str) -> str:
    """The modules of 13 digits, `1` is black."""
    first, *digits = map(int, ean)
    right = ["".join("10"[int(bit)] for bit in pattern) for pattern in LEFT]
    even = [pattern[::-1] for pattern in right]
    left = [LEFT[digit] if kind == "L" else even[digit] for kind, digit in zip(PARITY[first], digits[:6], strict=True)]
    return "101" + "".join(left) + "01010" + "".join(right[digit] for digit in digits[6:]) + "101"


def drawn(ean: str) -> Image.Image:
    """A white label with the barcode, as grey values, of the size of the camera's picture."""
    picture = Image.new("L", CAMERA, 235)
    draw = ImageDraw.Draw(picture)
    pattern = bars(ean)
    x, y = (CAMERA[0] - len(pattern) * MODULE_PX) // 2, (CAMERA[1] - HEIGHT_PX) // 2
    for number, bit in enumerate(pattern):
        if bit == "1":
            draw.rectangle((x + number * MODULE_PX, y, x + (number + 1) * MODULE_PX - 1, y + HEIGHT_PX), fill=20)
    return picture


def film(ean: str, path: Path) -> Path:
    """A still film in YUV4MPEG2 that Chromium plays as its camera."""
    width, height = CAMERA
    frame = b"FRAME\n" + drawn(ean).tobytes() + bytes([128]) * (width * height // 2)
    path.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 4)
    return path
