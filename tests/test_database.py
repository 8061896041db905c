from sqlalchemy import text

from marketplace import create_app
from marketplace.database import migrate, rebuilding_tables
from marketplace.db import db
from tests.conftest import FOR_TESTS


def test_the_database_stands_in_the_var_folder_of_the_installation(tmp_path):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path / "new" / "var", "DATABASE_URL": ""})

    with app.app_context():
        migrate(app)
        db.engine.dispose()

    assert (tmp_path / "new" / "var" / "stadtregal.db").is_file()


def test_migrating_again_changes_nothing(tmp_path):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": ""})
    with app.app_context():
        migrate(app)
        db.session.execute(text("INSERT INTO throttles (key, failures, last_failure_at) VALUES ('a', 1, '2026-01-01')"))
        db.session.commit()

        migrate(app)

        assert db.session.scalar(text("SELECT count(*) FROM throttles")) == 1
        db.session.close()
        db.engine.dispose()


def test_a_relative_var_folder_is_meant_from_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path.relative_to("/").as_posix(), "DATABASE_URL": "sqlite://"})

    assert app.config["VAR_DIR"].is_absolute()
    assert app.config["VAR_DIR"] != tmp_path


def test_a_rebuilt_table_keeps_the_rows_that_refer_to_it(tmp_path):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": ""})
    with app.app_context(), db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
        driver.execute("CREATE TABLE children (parent INTEGER REFERENCES parents (id) ON DELETE CASCADE)")
        driver.execute("INSERT INTO parents VALUES (1)")
        driver.execute("INSERT INTO children VALUES (1)")

        with rebuilding_tables(connection):
            for step in (
                "CREATE TABLE aside (id INTEGER PRIMARY KEY, name TEXT)",
                "INSERT INTO aside (id) SELECT id FROM parents",
                "DROP TABLE parents",
                "ALTER TABLE aside RENAME TO parents",
            ):
                connection.execute(text(step))
            connection.commit()

        assert connection.scalar(text("SELECT count(*) FROM children")) == 1
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        db.engine.dispose()
