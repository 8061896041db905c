import gzip
import shutil

import pytest
from flask.testing import FlaskClient

from marketplace import static

FOR_A_YEAR = "public, max-age=31536000, immutable"


@pytest.fixture
def browser(bare_app):
    return bare_app.test_client()


@pytest.fixture
def address(bare_app):
    """Where a file is served."""

    def of(path: str) -> str:
        with bare_app.test_request_context("/en/"):
            return static.url(path)

    return of


@pytest.fixture
def folder(tmp_path):
    """A small folder of files."""
    for name in ("layers.css", "base.css", "parts/card.css", "pages/home.css"):
        path = tmp_path / "css" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"/* {name} ä */", encoding="utf-8")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "map.js").write_text("export {}")
    return tmp_path


def test_the_stylesheets_are_sent_as_one_in_the_order_of_their_layers(folder):
    names = [line.split()[1] for line in static.stylesheet(folder).splitlines()]

    assert names == ["layers.css", "base.css", "parts/card.css", "pages/home.css"]
    assert set(static.read(folder)) == {"site.css", "js/map.js"}


def test_the_release_changes_with_any_file(folder, tmp_path_factory):
    same, other = (shutil.copytree(folder, tmp_path_factory.mktemp("copy") / "static") for _ in range(2))
    (other / "js" / "map.js").write_text("export default 1")

    releases = [static.release(static.read(one)) for one in (folder, same, other)]

    assert releases[0] == releases[1] != releases[2]


@pytest.mark.parametrize(
    ("path", "mimetype"),
    [
        ("site.css", "text/css"),
        ("img/icons.svg", "image/svg+xml"),
        ("img/lost.svg", "image/svg+xml"),
    ],
)
def test_a_file_of_this_release_is_kept_for_ever(browser, address, path, mimetype):
    answer = browser.get(address(path))

    assert answer.status_code == 200
    assert answer.mimetype == mimetype
    assert answer.headers["Cache-Control"] == FOR_A_YEAR
    assert "Content-Encoding" not in answer.headers


def test_both_languages_share_the_files(browser, address):
    assert address("site.css").startswith("/static/")
    assert browser.get("/en" + address("site.css")).status_code == 200


def test_a_browser_that_unpacks_gets_less_to_load(browser, address):
    plain = browser.get(address("site.css"))
    packed = browser.get(address("site.css"), headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_browser_that_refuses_gzip_gets_none(browser, address):
    answer = browser.get(address("site.css"), headers={"Accept-Encoding": "gzip;q=0, identity"})

    assert "Content-Encoding" not in answer.headers


def test_a_font_is_not_packed_again(browser, address, bare_app):
    font = next(path for path in bare_app.extensions["assets"] if path.endswith(".woff2"))

    answer = browser.get(address(font), headers={"Accept-Encoding": "gzip"})

    assert answer.mimetype == "font/woff2"
    assert "Content-Encoding" not in answer.headers


def test_a_page_of_an_older_release_finds_its_files_but_keeps_them_no_longer(browser):
    answer = browser.get("/static/0123456789/site.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["js/none.js", "../app.py", "%2e%2e/app.py", "css/tokens.css"])
def test_only_the_files_of_the_folder_are_served(browser, path):
    assert browser.get(f"/static/0123456789/{path}").status_code == 404


def test_a_template_that_names_a_missing_file_fails_at_once(address):
    with pytest.raises(LookupError, match="js/none"):
        address("js/none.js")


def test_a_page_leaves_packed_and_names_what_it_depends_on(browser, bare_app):
    plain = browser.get("/a/b/c/d/e")
    packed = FlaskClient(bare_app).get("/a/b/c/d/e", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"<h1>" in gzip.decompress(packed.data)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Accept-Encoding" in plain.headers["Vary"]
