"""click in Chinese: help texts, and every wrong call answered with one plain sentence and exit code 2."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click
from click.exceptions import Abort, BadParameter, MissingParameter, NoArgsIsHelpError, NoSuchOption, UsageError

from xlgen.errors import XlgenError
from xlgen.files.mishaps import forget, happened, recorded
from xlgen.files.obstacles import said_of_file
from xlgen.statuses import COULD_NOT, PROGRAM_FAULT

NO_CHINESE = "系统的文字编码里没有中文，读写不了中文名称的文件。请先运行 export LC_ALL=C.UTF-8，不要设 PYTHONUTF8=0，再试一次"
STOPPED = "已中断，没有做完；写到一半的文件没有留下"
WRITTEN = ("out", "csv_file")  # options of all commands that say where something is written
WORDS = {"[required]": "（必写）"}


class _Formatter(click.HelpFormatter):
    """Headings end with a Chinese colon."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese(click.Command):
    """Headings and the help option in Chinese."""

    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """What is wrong with the words of a call is wrong with this command: its help is the one to look at."""
        self._refuse_swallowed(ctx, args)
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def _refuse_swallowed(self, ctx: click.Context, args: list[str]) -> None:
        """The name of an option is no value of the one before it: it would be lost without a word."""
        options = [each for each in self.params if isinstance(each, click.Option)]
        names = {name for each in options for name in each.opts}
        wanting = {name: each for each in options if not (each.is_flag or each.count) for name in each.opts}
        for option, value in pairwise(args):
            if option in wanting and value in names:
                raise UsageError(_lacking(option, wanting[option]), ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [
            piece.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 ...")
            for piece in self.collect_usage_pieces(ctx)
        ]
        formatter.write_usage(ctx.command_path, " ".join(pieces), "用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))  # arguments stand in the usage
        rows = [row for param in options if (row := param.get_help_record(ctx)) is not None]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl([(option, _in_words(said)) for option, said in rows])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助"
        return option


class ChineseCommand(_Chinese):
    """One command; a folder that is made because none was there is told, as it may be a slip of the keys."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what its options name beside paths to write to is none of our business."""
        written = [Path(path).parent for name in WRITTEN if (path := ctx.params.get(name))]
        absent = [folder for folder in dict.fromkeys(written) if not folder.exists()]
        try:
            return super().invoke(ctx)
        finally:
            for folder in absent:
                if folder.exists():
                    click.echo(f"没有文件夹 {folder}，已新建。", err=True)


class ChineseGroup(_Chinese, click.Group):
    """All commands; says every error of ours in one plain sentence, without a traceback."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands with the first sentence of their help."""
        _Chinese.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl([(name, (self.commands[name].help or "").split("。")[0]) for name in self.commands])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant by the first word."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            meant = _is_it(args[0].lower(), self.commands) or f"，有：{'、'.join(self.commands)}"
            raise UsageError(f"没有命令“{args[0]}”{meant}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; the exit code says how it went, and whether the program itself went wrong on the way."""
        forget()
        try:
            self._run(*args, **kwargs)
        except SystemExit as end:
            if (known := happened()) and end.code != PROGRAM_FAULT:
                click.echo(f"xlgen：{_went_wrong(f'{len(known)} 次，最后一次是 {known[-1]}')}", err=True)
                sys.exit(PROGRAM_FAULT)
            raise

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # a name may hold signs that code page 936 does not have
        try:
            sys.exit(super().main(*args, **kwargs | {"standalone_mode": False}) or 0)
        except NoArgsIsHelpError as error:
            click.echo(error.format_message())
            sys.exit(COULD_NOT)
        except UsageError as error:
            where = error.ctx.command_path if error.ctx else "xlgen"
            stop(f"{_said(error)}\n运行 {where} --help 看用法")
        except Abort:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is pressed twice: the end is under way
            exec("")  # python -m would end by a signal, had it come while another text was executed (a dataclass is)
            stop(STOPPED)
        except XlgenError as error:
            stop(str(error))
        except OSError as error:
            stop(said_of_file(error))
        except Exception as error:
            if isinstance(error, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
                stop(NO_CHINESE)
            stop(_went_wrong(recorded(error)), PROGRAM_FAULT)


def _went_wrong(fact: str) -> str:
    from xlgen.catalogue import refuse  # hardly ever: it would slow every start

    return str(refuse("XG059", fact))


def stop(message: str, code: int = COULD_NOT) -> NoReturn:
    """Say why it could not run, exit 2."""
    click.echo(f"xlgen：{message}", err=True)
    sys.exit(code)


def _is_it(word: str, known: Iterable[str]) -> str:
    from xlgen.words.nearest import is_it  # only where something was misspelt: it would slow every start

    return is_it(word, known)


def _in_words(said: str) -> str:
    for english, chinese in WORDS.items():
        said = said.replace(english, chinese)
    return said


def _said(error: UsageError) -> str:
    match error:
        case MissingParameter():
            param = error.param
            if isinstance(param, click.Option):
                return f"还要写 {' 或 '.join(param.opts)}：{param.help or ''}"
            return f"还要写明{(param.metavar if param is not None and param.metavar else '文件').rstrip('.')}"
        case NoSuchOption():
            return f"没有选项 {error.option_name}{_is_it(error.option_name, error.possibilities or ())}"
        case BadParameter(param=click.Parameter(type=click.Choice(choices=choices)) as param):
            return f"{param.opts[-1]} 的值不对，可以写：{'、'.join(map(str, choices))}"
        case BadParameter(param=click.Parameter(type=click.IntRange(min=least, max=most)) as param):
            which = f"{least} 至 {most} 的整数" if most is not None else f"整数，从 {least} 起"
            return f"{_called(param)} 的值不对：要写{' ' * which[0].isdigit()}{which}"
        case BadParameter(param=click.Parameter(type=click.types.IntParamType()) as param):
            return f"{_called(param)} 的值不对：要写整数，如 2"
        case BadParameter():
            return f"{_called(error.param)} 的值不对：{error.message}"
    if "unexpected extra argument" in error.message:
        extra = error.message.partition("(")[2].rstrip(").")
        return f"多写了内容：{extra}（名称里有空格的，要加上双引号）"
    if "does not take a value" in error.message:
        return f"{getattr(error, 'option_name', '选项')} 后面不写值"
    if "requires an argument" in error.message:
        name = getattr(error, "option_name", "选项")
        known = error.ctx.command.params if error.ctx else ()
        return _lacking(name, next((each for each in known if name in each.opts), None))
    return error.message


def _lacking(name: str, option: click.Parameter | None) -> str:
    """What is to be written behind an option that nothing stands behind."""
    return f"{name} 后面要写上{(option.metavar if option else '') or '它的值'}"


def _called(param: click.Parameter | None) -> str:
    """What a clerk sees of an argument or an option."""
    if param is None:
        return ""
    return (param.metavar or "").strip("[].") if isinstance(param, click.Argument) else param.opts[-1]
