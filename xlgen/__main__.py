"""``python -m xlgen``: the command line."""

from xlgen.cli.main import main

if __name__ == "__main__":  # processes that help import this module, too
    main(prog_name="xlgen")
