"""The command line: parses options, calls the library, prints, exits."""

from auditor.cli.main import main

__all__ = ["main"]
