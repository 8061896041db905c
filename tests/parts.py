"""`python -m tests.parts`: the real parts that the suite needs, installed where that is possible.

Chromium and PostgreSQL come from Debian's packages when we are root and they are missing; otherwise a
sentence says what to install. Without them the tests that need them are skipped, in CI they are demanded.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {"chromium": "chromium", "postgres": "postgresql"}


def chromium() -> str | None:
    """The browser's command, if there is one."""
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


def postgres() -> Path | None:
    """The folder of PostgreSQL's server programs, if they are installed; the newest."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if folders:
        return folders[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def missing() -> list[str]:
    """Debian's packages of the parts that are not here."""
    return [PACKAGES["chromium"]] * (not chromium()) + [PACKAGES["postgres"]] * (not postgres())


def main() -> None:
    """Install what is missing, or say how."""
    wanted = missing()
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(wanted)} ...", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, stdout=subprocess.DEVNULL)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", *wanted], check=False, env=environment, stdout=subprocess.DEVNULL
        )
        wanted = missing()
    if wanted:
        names = " ".join(wanted)
        print(f"Missing for the whole suite: {names}. On Debian or Ubuntu: sudo apt-get install {names}")
        sys.exit(os.environ.get("CI") == "true")


if __name__ == "__main__":
    main()
