"""The group of commands and the exit codes.

Heavy packages are imported inside the commands that use them, so that ``--help`` is instant.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import sys

import click

from auditor import __version__
from auditor.cli.align import align
from auditor.cli.archive import archive
from auditor.cli.audit import audit
from auditor.cli.benchmark import benchmark
from auditor.cli.compare import compare
from auditor.cli.decide import decide, decisions
from auditor.cli.doctor import doctor
from auditor.cli.evaluate import evaluate
from auditor.cli.figures import figures
from auditor.cli.generate import generate
from auditor.cli.indicators import indicators
from auditor.cli.rules import rules
from auditor.cli.series import series
from auditor.cli.show import show
from auditor.cli.validate import validate
from auditor.cli.watch import watch
from auditor.errors import AuditorError

USAGE_ERROR = 2
INTERNAL_FAILURE = 3
INTERRUPTED = 130
_RECORDS = 200_000
"""Records made between two looks of Python's for what can be thrown away."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 nothing at or above --fail-on; 1 something; 2 wrong usage or unreadable input; 3 a bug.",
)
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Find contradictions between overlapping reports.

    Reads reports that tell the same story, aligns their figures by indicator, checks them, and shows each
    discrepancy with both quotations. Everything stays on this computer.

    \b
    Examples:
      auditor audit review.txt political.txt
      auditor audit drafts/ --output out
      auditor figures review.txt
      auditor rules show cross-value
    """


for command in (
    audit,
    align,
    decide,
    decisions,
    compare,
    watch,
    archive,
    series,
    show,
    figures,
    indicators,
    rules,
    validate,
    evaluate,
    benchmark,
    generate,
    doctor,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line and exit with the documented code."""
    # An audit makes many small records and keeps them to its end: looking through them for circles finds none.
    gc.set_threshold(_RECORDS, 50, 50)
    # No linear algebra is done. Threads for it take memory, and a process that has some cannot be copied.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    written_to = _identity()
    try:
        code = cli.main(prog_name="auditor", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Abort:
        click.echo("auditor: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE_ERROR)
    except AuditorError as error:
        click.echo(f"auditor: {error}", err=True)
        sys.exit(USAGE_ERROR)
    except (BrokenPipeError, SystemExit):
        # A pipe broke; click and rich turn that into an exit of their own.
        if not _reader_left(written_to):
            click.echo("auditor: internal failure, please report it: the pipe to another process broke", err=True)
            sys.exit(INTERNAL_FAILURE)
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(f"auditor: output cannot be written: {error.strerror or error}", err=True)
        sys.exit(USAGE_ERROR)
    except MemoryError:
        click.echo("auditor: needs more memory than there is: audit fewer or smaller documents at once", err=True)
        sys.exit(USAGE_ERROR)
    except Exception as error:
        click.echo(f"auditor: internal failure, please report it: {type(error).__name__}: {error}", err=True)
        sys.exit(INTERNAL_FAILURE)
    sys.exit(code if isinstance(code, int) else 0)


def _identity() -> tuple[int, int] | None:
    """What the standard output is, for the system."""
    try:
        told = os.fstat(1)
    except OSError:
        return None
    return told.st_dev, told.st_ino


def _reader_left(written_to: tuple[int, int] | None) -> bool:
    """Whether nobody reads what is written any more, as far as the system can tell.

    Args:
        written_to: What the standard output was at first: rich puts another in its place when its reader leaves.
    """
    if not hasattr(select, "poll") or _identity() != written_to:
        return True
    watched = select.poll()
    for stream in (sys.__stdout__, sys.__stderr__):
        with contextlib.suppress(AttributeError, OSError, ValueError):  # none, or closed
            watched.register(stream.fileno(), 0)  # type: ignore[union-attr]
    return any(told & (select.POLLERR | select.POLLHUP) for _, told in watched.poll(0))
