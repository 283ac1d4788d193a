"""Makes the pictures of README and docs from what the program writes: ``make pictures`` (needs LibreOffice with Calc and Writer, poppler, Chromium and Pillow)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont

import campaign_story
import office
from campaign_facts import came, form, known, now_of
from chromium import browser
from printed_page import told
from small_campaign import under_way
from xlgen.campaign.folder import BACK
from xlgen.campaign.rounds.going_back import send_round
from xlgen.campaign.showing.leaders_page import leaders_page
from xlgen.flows.reporting.html_pages import report_html
from xlgen.statuses import Status
from xlgen.words.widths import units

OUT = Path(__file__).parents[2] / "samples" / "pictures"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"  # of Debian's fonts-noto-cjk
WIDE = 900  # pixels
LINE = 112  # half-width characters of a terminal line


def page(book: Path, number: int, name: str, work: Path, share: float = 1.0) -> None:
    """One printed page of a workbook as a small picture in a thin frame; ``share`` of its height is kept."""
    (pdf,) = office.to_pdf([book], work)
    picture = Image.open(office.to_png(pdf, work, 110)[number - 1]).convert("RGB")
    picture = picture.crop((0, 0, picture.width, int(picture.height * share)))
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline="#c8c8c8", width=2)
    save(picture, name)


def screen(text: str, name: str) -> None:
    """Lines of a terminal as a picture."""
    lines = [(line, part) for line in text.splitlines() for part in wrapped(line)]
    font = ImageFont.truetype(FONT, 15, index=2)
    picture = Image.new("RGB", (900, 24 * len(lines) + 24), "#1e1e1e")
    draw = ImageDraw.Draw(picture)
    for row, (line, part) in enumerate(lines):
        colour = "#ff9a8a" if " 错误 " in line else "#ffd479" if " 需核实 " in line else "#e6e6e6"
        draw.text((14, 12 + 24 * row), part, font=font, fill=colour)
    save(picture, name)


def wrapped(line: str) -> list[str]:
    """A line in parts that fit the picture."""
    parts, part = [], ""
    for sign in line:
        if units(part + sign) > LINE:
            parts, part = [*parts, part], ""
        part += sign
    return [*parts, part]


def save(picture: Image.Image, name: str, wide: int = WIDE) -> None:
    """Scale to README's width, few colours."""
    picture = picture.resize((wide, round(picture.height * wide / picture.width)), Image.LANCZOS)
    picture.quantize(64).save(OUT / f"{name}.png", optimize=True)


def campaign_pictures(work: Path) -> None:
    """The page for leaders of a campaign of 40 units, and the list of problems that goes back to one."""
    chance = Random(1)
    codes = [f"P{n:04}" for n in range(500)]
    forms = [form(code, unit=f"第{n % 40 + 1}中心") for n, code in enumerate(codes)]
    days = [f"2026-02-{chance.randint(1, 28):02}" if n % 5 else f"2026-03-{chance.randint(1, 5):02}" for n in range(430)]
    came_in = [came(n, code=code, day=day) for n, (code, day) in enumerate(zip(codes, days, strict=False), 1)]
    stand = {n: chance.choice([Status.SOUND] * 6 + [Status.ERRORS, Status.OPEN]) for n in range(1, len(came_in) + 1)}
    file = work / "进度.html"
    file.write_bytes(leaders_page(now_of(known(forms, came_in), stand, department="某市某局")))
    whole = in_browser(file, 1200)
    save(whole.crop((0, 0, whole.width, 1300)), "progress")
    send_round(under_way(work), day="2026-03-05", by="某某")
    page(next((work / "批次" / BACK).rglob("审核意见单.xlsx")), 1, "problems", work, 0.5)


def report_pictures(demo: Path, work: Path) -> None:
    """The page on a folder of forms, on a desk and on a telephone, and that on one form."""
    folder, form = work / "部门.html", work / "项目.html"
    report_html(demo / "returned", folder, demo / "issued")
    report_html(next((demo / "returned").glob("YB2025-05*")), form, demo / "issued")
    for file, wide, high, name in (
        (folder, 1200, 1500, "report"),
        (form, 1200, 1500, "report-form"),
        (folder, 390, 1100, "report-phone"),
    ):
        whole = in_browser(file, wide)
        save(whole.crop((0, 0, whole.width, high)), name, min(wide, WIDE))


def in_browser(file: Path, wide: int) -> Image.Image:
    """A page as a window of so many pixels shows it, whole."""
    picture = file.with_suffix(".png")
    with browser() as found:
        found.resized(wide, 900)
        found.open(file)
        found.picture(picture)
    return Image.open(picture).convert("RGB")


def story_pictures(work: Path) -> None:
    """What docs/批次走一遍.md shows: a letter, the list of problems of a round, whom to chase, the page for leaders."""
    desk, last = work / "走一遍", list(campaign_story.DEEDS)[-1]

    def kept() -> None:
        shutil.copytree(Path.cwd().parent, desk)
        campaign_story.DEEDS[last]()

    told(campaign_story.PAGE.read_text("utf-8"), {**campaign_story.DEEDS, last: kept})
    found = {
        name: min(desk.rglob(name))
        for name in ("示例县农技推广站/通知.docx", "审核意见单.xlsx", "催报名单_*.xlsx", "进度_*.html")
    }
    page(found["示例县农技推广站/通知.docx"], 1, "letter", work, 0.82)
    page(found["审核意见单.xlsx"], 1, "round", work, 0.36)
    page(found["催报名单_*.xlsx"], 1, "chase", work, 0.36)
    save(in_browser(found["进度_*.html"], 1200), "page")
    save(in_browser(found["进度_*.html"], 390), "phone", 390)


def main() -> None:
    """All pictures."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        demo = work / "demo"
        subprocess.run([sys.executable, "-m", "xlgen", "demo", "--out", str(demo)], check=True)
        filled = next((demo / "returned").glob("YB2025-03*"))
        page(next((demo / "returned").glob("YB2025-05*")), 2, "form", work)
        office.to_pdf([filled], work)
        check_page = next(i for i, text in enumerate(office.to_text(work / f"{filled.stem}.pdf"), 1) if "检查事项" in text)
        page(filled, check_page, "check", work, 0.55)
        page(demo / "summary" / "汇总.xlsx", 1, "summary", work)
        page(demo / "summary" / "汇总.xlsx", 2, "charts", work)
        page(demo / "项目清单.xlsx", 3, "roster", work, 0.6)
        marked = work / "退回.xlsx"
        subprocess.run([sys.executable, "-m", "xlgen", "mark", str(filled), "-o", str(marked)], check=False)
        office.to_pdf([marked], work)
        page(marked, len(office.to_text(work / f"{marked.stem}.pdf")), "back", work, 0.5)
        command = [sys.executable, "-m", "xlgen", "check", filled.name, "--issued", "../issued"]
        result = subprocess.run(command, cwd=demo / "returned", capture_output=True, text=True, check=False)
        campaign_pictures(work)
        report_pictures(demo, work)
        story_pictures(work)
        screen(f"> xlgen check {filled.name} --issued ../issued\n{result.stdout}", "findings")


if __name__ == "__main__":
    main()
