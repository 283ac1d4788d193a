"""``python -m xlgen``: the command line."""

from xlgen.cli.main import main

main(prog_name="xlgen")
