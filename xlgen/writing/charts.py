"""Native charts of the summary workbook, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlgen.form.layout.palette import HEAD_FONT, TEXT_FONT
from xlgen.rollup.arrangement import CHART_ROWS, Chart
from xlgen.rollup.spots import Spot, range_of
from xlgen.workbook.addresses import column_letters
from xlgen.workbook.references import quoted

FONT = {"name": TEXT_FONT, "size": 10, "bold": False}
COLOURS = ("#4472A8", "#C98B3B")
PIECES = ("#7FA7D1", "#B7CFE6", "#F0C987", "#E39A8B")  # of a bar, from the best grade down; a figure on each can be read
WIDTH, ROW_HEIGHT, GAP = 665, 20, 8  # pixels as XlsxWriter reckons columns; charts stretch with their cells


def add_chart(book: Any, sheet: Any, chart: Chart, spots: Mapping[str, Spot], row: int) -> None:
    """Put a chart onto a sheet, from ``row`` on; ``spots`` is where grids stand."""
    spot = spots[chart.grid]
    made = book.add_chart({"type": chart.kind} | ({"subtype": "stacked"} if chart.stacked else {}))
    for each in _pieces(chart, spot) if chart.stacked else _all_series(chart, spot):
        made.add_series(each)
    for run in chart.guides:
        made.add_series(_guide(spots["limits"], run))
    made.set_title({"name": chart.title, "name_font": {"name": HEAD_FONT, "size": 12, "bold": False}, "overlay": False})
    across, up = (_axis(name, form) for name, form in zip(chart.axes, chart.formats, strict=True))
    if chart.kind == "bar":
        across, up = {"visible": False, "major_gridlines": {"visible": False}}, across | {"reverse": True}  # the first on top
    if chart.kind == "scatter":
        across |= {
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            "min": chart.starts[0],
            "max": chart.ends[0],
        }
        up |= {"min": chart.starts[1], "max": chart.ends[1]}
    if chart.stacked:
        across |= {"min": 0, "max": 1}
    made.set_x_axis(across)
    made.set_y_axis(up)
    made.set_legend({"position": "bottom", "font": FONT} if chart.stacked else {"none": True})
    made.set_size({"width": WIDTH, "height": CHART_ROWS * ROW_HEIGHT - GAP})
    sheet.insert_chart(row, 0, made, {"object_position": 2, "x_offset": 4})


def _all_series(chart: Chart, spot: Spot) -> list[dict[str, Any]]:
    return [_series(chart, spot, label, key, colour) for (key, label), colour in zip(chart.series, COLOURS, strict=False)]


def _pieces(chart: Chart, spot: Spot) -> list[dict[str, Any]]:
    """A series a row of the grid: its share of each bar, nothing where it has none."""
    prefix, (first, last) = f"={quoted(spot.sheet)}!", (chart.series[0][0], chart.series[-1][0])
    across = [column_letters(spot.at(key)) for key in (first, last)]

    def cells(row: int) -> str:
        return f"{prefix}${across[0]}${row + 1}:${across[1]}${row + 1}"

    return [
        {
            "name": range_of(spot, chart.over, row, row + 1, prefix),
            "categories": cells(spot.row),
            "values": cells(spot.first + row),
            "fill": {"color": PIECES[row % len(PIECES)]},
            "gap": 60,
            "data_labels": {"value": True, "font": FONT, "num_format": "0.0%;;"},
        }
        for row in range(*chart.run)
    ]


def _series(chart: Chart, spot: Spot, label: str, key: str, colour: str) -> dict[str, Any]:
    prefix = f"={quoted(spot.sheet)}!"
    said: dict[str, Any] = {
        "name": label,
        "categories": range_of(spot, chart.over, *chart.run, prefix),
        "values": range_of(spot, key, *chart.run, prefix),
    }
    if chart.kind == "scatter":
        return (
            said
            | _told(chart, spot)
            | {"marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}}
        )
    labels = {"value": True, "font": FONT, "num_format": f"{chart.formats[1]};;"}  # nothing above a bar that is none
    return said | {"fill": {"color": colour}, "gap": 80, "data_labels": labels}


def _guide(spot: Spot, run: tuple[int, int]) -> dict[str, Any]:
    """A line across the points, its name above its second point."""
    prefix = f"={quoted(spot.sheet)}!"
    said = {"categories": range_of(spot, "x", *run, prefix), "values": range_of(spot, "y", *run, prefix)}
    name = range_of(spot, "name", run[0] + 1, run[0] + 2, prefix)
    gone = {"delete": True}
    labels = {"series_name": True, "custom": [gone, None, gone], "position": "above", "font": FONT}
    line = {"color": COLOURS[1], "width": 1, "dash_type": "dash"}
    return said | {"name": name, "line": line, "marker": {"type": "none"}, "data_labels": labels}


def _told(chart: Chart, spot: Spot) -> dict[str, Any]:
    """Texts beside the points that are named."""
    said = [(row in chart.named, str(spot.grid.rows[row][chart.beside])) for row in range(*chart.run)]
    # XlsxWriter takes = for a formula
    texts = [{"value": f"“{text}”" if text.startswith("=") else text} if told else {"delete": True} for told, text in said]
    return {"data_labels": {"value": True, "custom": texts, "position": "left", "font": FONT}}


def _axis(name: str, form: str) -> dict[str, Any]:
    said: dict[str, Any] = {"num_font": FONT, "num_format": form, "line": {"color": "#808080"}}
    said["major_gridlines"] = {"visible": False}
    return said | ({"name": name, "name_font": FONT} if name else {})
