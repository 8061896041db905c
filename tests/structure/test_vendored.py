"""Vendored files are exactly what the manifest says, and none is without licence."""

import hashlib
import json
from pathlib import Path

STATIC = Path(__file__).parents[2] / "static"
MANIFEST = json.loads((STATIC / "vendor" / "MANIFEST.json").read_text())


def test_every_vendored_file_is_in_the_manifest_with_its_hash() -> None:
    listed = {name: digest for package in MANIFEST for name, digest in package["files"].items()}
    found = {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }

    assert found == listed


def test_every_package_names_version_and_licence() -> None:
    for package in MANIFEST:
        assert package["name"]
        assert package["version"]
        assert package["licence"]
        assert any("LICENSE" in name.upper() or "LICENCE" in name.upper() for name in package["files"])
