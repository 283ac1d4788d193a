"""Native charts of the summary workbook, through XlsxWriter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlgen.form.layout.palette import HEAD_FONT, TEXT_FONT
from xlgen.rollup.arrangement import CHART_ROWS, Chart
from xlgen.rollup.spots import Spot, range_of
from xlgen.workbook.references import quoted

FONT = {"name": TEXT_FONT, "size": 10, "bold": False}
COLOURS = ("#4472A8", "#C98B3B")
WIDTH, ROW_HEIGHT, GAP = 665, 20, 8  # pixels as XlsxWriter reckons columns; charts stretch with their cells


def add_chart(book: Any, sheet: Any, chart: Chart, spots: Mapping[str, Spot], row: int) -> None:
    """Put a chart onto a sheet, from ``row`` on; ``spots`` is where grids stand."""
    spot = spots[chart.grid]
    made = book.add_chart({"type": chart.kind})
    for (key, label), colour in zip(chart.series, COLOURS, strict=False):
        made.add_series(_series(chart, spot, label, key, colour))
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
    if chart.formats[1] == "0%":
        up |= {"min": 0, "max": 1}
    made.set_x_axis(across)
    made.set_y_axis(up)
    made.set_legend({"position": "bottom", "font": FONT} if len(chart.series) > 1 else {"none": True})
    made.set_size({"width": WIDTH, "height": CHART_ROWS * ROW_HEIGHT - GAP})
    sheet.insert_chart(row, 0, made, {"object_position": 2, "x_offset": 4})


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
    form = (chart.formats[1] if chart.formats[1] != "0%" else "0.0%") + ";;"  # nothing above a bar that is none
    return said | {"fill": {"color": colour}, "gap": 80, "data_labels": {"value": True, "font": FONT, "num_format": form}}


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
    """Texts beside the points."""
    if not chart.beside:
        return {}
    said = [str(spot.grid.rows[row][chart.beside]) for row in range(*chart.run)]
    texts = [{"value": f"“{text}”" if text.startswith("=") else text} for text in said]  # XlsxWriter takes = for a formula
    return {"data_labels": {"value": True, "custom": texts, "position": "left", "font": FONT}}


def _axis(name: str, form: str) -> dict[str, Any]:
    said: dict[str, Any] = {"num_font": FONT, "num_format": form, "line": {"color": "#808080"}}
    said["major_gridlines"] = {"visible": False}
    return said | ({"name": name, "name_font": FONT} if name else {})
