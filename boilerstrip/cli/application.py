"""The command with its subcommands, one of which need not be named."""

from __future__ import annotations

import click

import boilerstrip
from boilerstrip.cli.pages import pages
from boilerstrip.cli.run import run


class Application(click.Group):
    """A group that takes arguments which name no subcommand as those of a default one.

    So ``boilerstrip PAGE`` works; a page whose file is called like a subcommand is ``./NAME``.
    """

    def __init__(self, *others: click.Command, default: click.Command) -> None:
        super().__init__("boilerstrip", help=default.help, commands=[default, *others])
        self.default = default

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args or args[0] not in {*own, *self.commands}:
            args = [self.default.name or "", *args]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.default.collect_usage_pieces(ctx)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        shared = [each for each in self.default.params if isinstance(each, click.Option)]
        records = [option.get_help_record(ctx) for option in (*shared, *self.get_params(ctx))]
        with formatter.section("Options"):
            formatter.write_dl([record for record in records if record])
        self.format_commands(ctx, formatter)


program = click.version_option(boilerstrip.__version__, message="%(prog)s %(version)s")(
    Application(run, default=pages)
)
