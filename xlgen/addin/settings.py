"""Settings of the Excel add-in: what its sheet ``xlgen.conf`` says to the VBA module of xlwings.

That module looks for each setting in the active workbook, then in this sheet, then in a file beside the active workbook.
So every setting it knows stands here, even the blank ones: a file that came with a returned form must not choose the
program that is started. (A sheet in the returned form itself is refused by ``SheetObstacle`` in XlgenText.bas.)
"""

from __future__ import annotations

SHEET = "xlgen.conf"
PROJECT_NAME = "xlgen"  # the module's own constant, from which it makes the name of the sheet

_FIXED = {
    "INTERPRETER": "python",  # where the next two are blank: the Python on the PATH
    "USE UDF SERVER": "False",
    "SHOW CONSOLE": "False",
    "SHOW_ERROR_POPUPS": "True",
    "ADD_WORKBOOK_TO_PYTHONPATH": "False",  # else Python would import from the folder that the form came in
    "PYTHONPATH": "",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "TEMP DIR": "%TEMP%",
    "UDF MODULES": "",
    "DEBUG UDFS": "False",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "SHAREPOINT_WIN": "",
    "ONEDRIVE_CONSUMER_MAC": "",
    "ONEDRIVE_COMMERCIAL_MAC": "",
    "SHAREPOINT_MAC": "",
}


def settings(interpreter: str) -> dict[str, str]:
    """Names and values of all settings, for the Python at this path; one that starts with ``/`` is a Mac's."""
    is_mac = interpreter.startswith("/")
    paths = {"INTERPRETER_WIN": "" if is_mac else interpreter, "INTERPRETER_MAC": interpreter if is_mac else ""}
    return {**paths, **_FIXED}
