"""Excel's own limits, which WPS keeps too. Where nothing else is said: Microsoft, "Excel specifications and limits"."""

from __future__ import annotations

from decimal import Decimal

# ECMA-376 part 1, 18.3.1.73: SpreadsheetML as Excel 2007 limits it
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384

MAX_TEXT = 32_767  # characters of a cell
MAX_NUMBER = Decimal("9.99999999999999E307")  # that can be typed
MAX_HEIGHT = 409  # points of a row
MAX_HEIGHT_IN_FILE = Decimal("409.5")  # what Excel opens without repairing the file
DAYS_END = 2_958_466  # serial of the day after 31 December 9999, the last one of the 1900 system

MAX_FORMULA, MAX_LEVELS = 8192, 64  # characters of a formula, and how deep its functions nest
MAX_FORMULA_TEXT = 255  # characters of a text within a formula, and of one that SUMIF looks for
