import pytest
from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.cities.models import City
from marketplace.config import ROOT
from marketplace.db import db
from marketplace.demo import signins
from marketplace.demo.commands import bring_into_index
from marketplace.finder import indexing
from marketplace.jobs import Job
from search import Index, Query, Writer
from tests import make
from tests.demo import seeds

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def command(app):
    """A command on the test's installation, in a process's place: what it holds is given back at the end."""
    runner = app.test_cli_runner()

    def run(*words: object):
        try:
            return runner.invoke(args=[str(word) for word in words])
        finally:
            with app.app_context():
                indexing.close_writer()

    return run


def test_the_demo_city_is_loaded_found_and_its_sign_ins_are_printed(app, command):
    printed = command("load-demo", ROOT / "seed_data")

    assert printed.exit_code == 0, printed.output
    assert [signin.name for signin in signins.read(app.config["VAR_DIR"])] == [words[0] for words in signins.CAST]
    for signin in signins.read(app.config["VAR_DIR"]):
        assert signin.email in printed.output
        assert signin.password in printed.output
    assert Index.open(app.config["VAR_DIR"] / "index").search(Query(text="Wanderschuh", at=0)).total > 3
    again = command("load-demo")
    assert again.exit_code == 1
    assert again.output == "Error: The city /mg is already here.\n"


def test_a_fault_of_the_files_is_said_with_file_and_line_and_nothing_is_kept(app, command, tmp_path):
    folder = seeds.write(tmp_path / "seeds")
    (folder / "shelves" / "teehaus.csv").write_text("product;price;pieces;counted;place\nassam;frei;1;1d;\n")

    refused = command("load-demo", folder)

    assert refused.exit_code == 1
    assert refused.output == "Error: teehaus.csv, line 2: price, pieces or age cannot be read.\n"
    with app.app_context():
        assert db.session.scalar(select(func.count(City.id))) == 0
        assert db.session.scalar(select(func.count(User.id))) == 0
        db.session.rollback()


def test_a_folder_without_real_data_is_named(command, tmp_path):
    refused = command("try-real", tmp_path)

    assert refused.exit_code == 1
    assert refused.output == f"Error: The file {tmp_path / 'stores_osm_de.csv'} is missing.\n"


def test_the_real_cities_are_built_once(session, command, tmp_path):
    make.city(session, slug="real-moers")
    session.commit()

    refused = command("try-real", tmp_path)

    assert refused.exit_code == 1
    assert refused.output == "Error: The real cities are already here.\n"


def test_where_an_indexer_runs_the_work_is_left_to_it(app, session, tmp_path):
    with Writer.open(app.config["VAR_DIR"] / "index"):
        bring_into_index()

    job = session.scalars(select(Job)).one()
    assert (job.queue, job.name) == ("indexer", "marketplace.finder.indexing:rebuild")
