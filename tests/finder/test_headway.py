"""How far a rebuild is, told from one process to another."""

from datetime import timedelta

from marketplace.db import utc_now
from marketplace.finder import headway

MINUTE = timedelta(minutes=1)


def test_what_was_told_since_is_read(app):
    with app.app_context():
        headway.tell(40, 200)

        assert headway.told_since(utc_now() - MINUTE) == (40, 200)
        assert headway.told_since(utc_now() + MINUTE) is None


def test_before_anything_is_told_and_while_it_is_written_nothing_is_read(app):
    with app.app_context():
        assert headway.told_since(utc_now() - MINUTE) is None

        (app.config["VAR_DIR"] / "index.progress").write_text("")

        assert headway.told_since(utc_now() - MINUTE) is None
