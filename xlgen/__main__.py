"""``python -m xlgen``: the command line."""

from xlgen.cli import main

main(prog_name="xlgen")
