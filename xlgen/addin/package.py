"""The parts of the Excel add-in as an Open Packaging zip: workbook, an empty sheet, VBA project and ribbon."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from xlgen.addin.ribbon import custom_ui14

ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
TITLE = "xlgen 绩效自评"
DESCRIPTION = "项目支出绩效自评表：按项目清单下发、校验、标注、汇总。安装后功能区出现“绩效自评”选项卡。"

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # where MS-DOS dates begin
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OOXML = "http://schemas.openxmlformats.org"
_MAIN, _DOCUMENT = f"{_OOXML}/spreadsheetml/2006/main", f"{_OOXML}/officeDocument/2006/relationships"
_PACKAGE = f"{_OOXML}/package/2006"
_PARTS_OF_A_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def parts(vba: bytes, kind: str = ADDIN) -> dict[str, bytes]:
    """All parts by name; ``kind`` is the content type of the workbook."""
    texts = {
        "[Content_Types].xml": _content_types(kind),
        "_rels/.rels": _relationships(
            (f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            # [MS-CUSTOMUI2] 2.1: Excel 2010 and later
            ("http://schemas.microsoft.com/office/2007/relationships/ui/extensibility", "customUI/customUI14.xml"),
        ),
        "customUI/customUI14.xml": custom_ui14(),
        "docProps/core.xml": _core(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relationships(
            (f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
            (f"{_DOCUMENT}/styles", "styles.xml"),
            (f"{_DOCUMENT}/theme", "theme/theme1.xml"),
            ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ),
        "xl/styles.xml": _STYLES,
        "xl/theme/theme1.xml": _theme(),
        "xl/worksheets/sheet1.xml": _SHEET,
    }
    return {name: text.encode() for name, text in texts.items()} | {"xl/vbaProject.bin": vba}


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """A zip of these members, dated the same whenever and wherever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.create_system, member.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(member, content)
    return out.getvalue()


def _content_types(kind: str) -> str:
    defaults = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "bin": "application/vnd.ms-office.vbaProject",
    }
    overrides = {
        "xl/workbook.xml": kind,
        "xl/worksheets/sheet1.xml": f"{_PARTS_OF_A_SHEET}.worksheet+xml",
        "xl/styles.xml": f"{_PARTS_OF_A_SHEET}.styles+xml",
        "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    lines = [f'<Default Extension="{extension}" ContentType="{value}"/>' for extension, value in defaults.items()]
    lines += [f'<Override PartName="/{name}" ContentType="{value}"/>' for name, value in overrides.items()]
    return _XML + f'<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'


def _relationships(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(targets, 1)
    )
    return _XML + f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _core() -> str:
    """Title and comments, which the dialog 加载项 shows as name and description."""
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    inside = f"<dc:title>{TITLE}</dc:title><dc:creator>xlgen</dc:creator><dc:description>{DESCRIPTION}</dc:description>"
    return _XML + f"<cp:coreProperties {spaces}>{inside}</cp:coreProperties>"


def _workbook() -> str:
    sheets = '<sheets><sheet name="xlgen" sheetId="1" r:id="rId1"/></sheets>'
    inside = f'<workbookPr codeName="ThisWorkbook"/><bookViews><workbookView/></bookViews>{sheets}'
    return _XML + f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{inside}</workbook>'


_SHEET = _XML + f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet1"/><sheetData/></worksheet>'  # a workbook has one
_STYLES = _XML + (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _theme() -> str:
    """The least theme that the schema allows (ECMA-376 part 1, 20.1.6.9): nobody sees the sheet."""
    colours = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink".split()
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{"FFFFFF" if name[:2] == "lt" else "000000"}"/></a:{name}>' for name in colours
    )
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    styles = f"<a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{'<a:ln/>' * 3}</a:lnStyleLst>"
    styles += f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    inside = (
        f'<a:clrScheme name="xlgen">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="xlgen"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="xlgen">{styles}<a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme>'
    )
    return (
        _XML
        + f'<a:theme xmlns:a="{_OOXML}/drawingml/2006/main" name="xlgen"><a:themeElements>{inside}</a:themeElements></a:theme>'
    )
