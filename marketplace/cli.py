"""The commands of `flask --app app`, each kept beside the feature it works for."""

from importlib import import_module

from flask import Flask

COMMANDS = (
    "marketplace.operating.commands:migrate_command",
    "marketplace.operating.commands:work_command",
    "marketplace.operating.commands:index_command",
    "marketplace.finder.commands:reindex_command",
    "marketplace.finder.commands:check_index_command",
    "marketplace.inventory.commands:upload_command",
    "marketplace.inventory.commands:stores_command",
    "marketplace.inventory.commands:stock_command",
    "marketplace.demo.commands:load_demo_command",
    "marketplace.demo.commands:try_real_command",
)


def start(app: Flask) -> None:
    for name in COMMANDS:
        module, _, attribute = name.partition(":")
        app.cli.add_command(getattr(import_module(module), attribute))
