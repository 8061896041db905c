import pytest

from marketplace import cli


def test_every_command_is_there_and_says_what_it_does(bare_app):
    runner = bare_app.test_cli_runner()

    helped = runner.invoke(args=["--help"])

    for name in cli.COMMANDS:
        command = name.rpartition(":")[2].removesuffix("_command").replace("_", "-")
        assert command in bare_app.cli.commands
        assert command in helped.output
        assert bare_app.cli.commands[command].help


@pytest.mark.parametrize(
    "words",
    ["stores", "stock cafe-linde CL-1", "upload cafe-linde pyproject.toml", "load-demo", "try-real tests"],
)
def test_a_command_on_an_empty_database_says_how_to_prepare_it(bare_app, words):
    runner = bare_app.test_cli_runner()

    ended = runner.invoke(args=words.split())

    assert ended.exit_code == 2
    assert ended.output == "Error: The database is still empty. Prepare it with: flask --app app migrate\n"
