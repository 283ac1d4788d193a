"""An issued batch read back: nothing that its list said of targets, weights, methods and standards is lost."""

from __future__ import annotations

import pytest

from rosters import sound, workbook_of
from xlgen.findings import Severity
from xlgen.flows.issuing import issue
from xlgen.form.template.load import known_templates, load_methods, load_template
from xlgen.issued.manifest import read_manifest
from xlgen.roster.carrying.batch_lines import carried_back
from xlgen.roster.example import example_lines, sheets_of
from xlgen.roster.read import read_roster
from xlgen.writing.blank_roster import blank_roster

SAID = [("不足扣分", "目标120，每低5扣1分"), ("定性分档", ""), ("分档计分", "≥90%:10; ≥80%:5; 其余:0"), *[("正向比率", "")] * 3]
BACK = [("不足扣分", "达标线=120人；每档=5人；每档扣分=1"), *SAID[1:]]
EXAMPLES = [name for name, spec in sorted(known_templates().items()) if spec.get("example", {}).get("project")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_batch_read_back_is_issued_as_the_same_forms(name, tmp_path):
    spec = load_template(name)
    methods = load_methods(spec)
    lines = {
        sheet: [dict(zip(titles, line, strict=False)) for line in example_lines(spec["example"], sheet, titles)]
        for sheet, titles in sheets_of(spec).items()
    }
    first = blank_roster(spec, methods, lines)
    (tmp_path / "清单.xlsx").write_bytes(first)
    assert issue(tmp_path / "清单.xlsx", tmp_path / "下发", name, day="2026-01-10").files
    carried = carried_back(read_manifest(tmp_path / "下发"), spec, methods)
    assert carried.told == []
    again, found = read_roster(blank_roster(spec, methods, carried.lines), spec, methods)
    before, _ = read_roster(first, spec, methods)
    assert [each.message for each in found if each.severity is Severity.ERROR] == []
    for old, new in zip(before, again, strict=True):
        assert {k: v for k, v in new.values.items() if v != ""} == {k: v for k, v in old.values.items() if v != ""}
        for table, rows in old.rows.items():
            kept = {*spec["tables"][table]["columns"], "method"}  # what a frame does not print is in no issued form
            for was, now in zip(rows, new.rows[table], strict=True):
                assert {k: v for k, v in now.items() if k in kept} == {k: v for k, v in was.items() if k in kept}


def test_standards_that_were_set_number_by_number_are_read_back(tmp_path):
    spec = load_template("project")
    methods = load_methods(spec)
    sheets = sound()
    sheets["指标"] = [*sheets["指标"][:1], *([*line[:8], *said] for line, said in zip(sheets["指标"][1:], SAID, strict=True))]
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sheets))
    assert issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10").files
    carried = carried_back(read_manifest(tmp_path / "下发"), spec, methods)
    assert [(line["评分方法"], line.get("评分标准", "")) for line in carried.lines["指标"]] == BACK
    assert carried.told == []


def test_whom_to_reach_and_columns_of_the_offices_own_come_back(tmp_path):
    sheets = sound()
    for number, line in enumerate(sheets["项目"]):
        line += [["业务处室", "联系电话"], ["社保科", "0530-1"], ["", ""]][number]
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sheets))
    issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    spec = load_template("project")
    [first, _] = carried_back(read_manifest(tmp_path / "下发"), spec, load_methods(spec)).lines["项目"]
    assert (first["业务处室"], first["联系电话"]) == ("社保科", "0530-1")


def test_what_a_list_of_another_frame_has_no_place_for_is_told(tmp_path):
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sound()))
    issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    told = {}
    for name in ("department", "project-sichuan"):
        spec = load_template(name)
        told[name] = carried_back(read_manifest(tmp_path / "下发"), spec, load_methods(spec)).told
    assert "6 项指标没有带过来：新表式的指标不由项目清单给" in told["department"]
    assert "新表式没有的列，没有用：“财政拨款”、“上年结转”" in told["project-sichuan"]
