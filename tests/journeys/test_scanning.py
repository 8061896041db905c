"""The camera: a barcode in front of it opens the product, read by the vendored reader."""

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.town import Town

TITLE = "Wanderschuh Eifelsteig Mid, Damen"
LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
CAMERA = """
  delete window.BarcodeDetector
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 480 })
    const paint = canvas.getContext("2d")
    setInterval(() => {
      paint.fillStyle = "white"
      paint.fillRect(0, 0, 640, 480)
      paint.fillStyle = "black";
      [..."BARS"].forEach((bar, n) => { if (bar === "1") paint.fillRect(130 + 4 * n, 140, 4, 180) })
    }, 50)
    return canvas.captureStream(20)
  }
"""
NO_CAMERA = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') }"


def bars(ean: str) -> str:
    """An EAN-13 as its 95 black and white lines (GS1 General Specifications, 5.2)."""

    def inverse(line: str) -> str:
        return "".join("10"[int(bit)] for bit in line)

    pattern = PARITY[int(ean[0])]
    pairs = zip(pattern, ean[1:7], strict=True)
    left = [LEFT[int(digit)] if set_ == "L" else inverse(LEFT[int(digit)])[::-1] for set_, digit in pairs]
    right = [inverse(LEFT[int(digit)]) for digit in ean[7:]]
    return "101" + "".join(left) + "01010" + "".join(right) + "101"


def test_a_barcode_before_the_camera_opens_the_product(town: Town, visit: Visit) -> None:
    ean = town.gtin(TITLE).removeprefix("0")
    page = visit()
    page.add_init_script(CAMERA.replace("BARS", bars(ean)))

    page.goto("/mg/scan")
    page.get_by_role("button", name="Kamera öffnen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE, timeout=20_000)


def test_a_camera_that_is_refused_leaves_the_number_field(visit: Visit) -> None:
    page = visit()
    page.add_init_script(NO_CAMERA)

    page.goto("/mg/scan")
    page.get_by_role("button", name="Kamera öffnen").click()

    expect(page.get_by_text("Die Kamera lässt sich nicht öffnen.")).to_be_visible()
    expect(page.get_by_label("Nummer unter dem Strichcode")).to_be_visible()
