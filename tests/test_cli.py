from marketplace import cli


def test_every_command_is_there_and_says_what_it_does(bare_app):
    runner = bare_app.test_cli_runner()

    helped = runner.invoke(args=["--help"])

    for name in cli.COMMANDS:
        command = name.rpartition(":")[2].removesuffix("_command").replace("_", "-")
        assert command in bare_app.cli.commands
        assert command in helped.output
        assert bare_app.cli.commands[command].help
