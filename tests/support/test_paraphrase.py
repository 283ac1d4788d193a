"""Reports in other words: the same seed gives the same texts, each label is true, slips are sown as promised."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

import documents
import paraphrase
from paraphrase import DEMO, SETS, about, form_of, paraphrased, slots, spelled
from sown_slips import SLIPS, Written

TEXTS = [text for folder in SETS for text in sorted(folder.glob("*.txt"))]
DEMOS = [text for text in TEXTS if about(text.stem)[0] == DEMO]
XINZHOU = TEXTS[2]
LABEL = re.compile(r"\{([^{}|]+)\|(!?)([^{}|]+)\}")
FIGURE = re.compile(r"([\d,]+(?:\.(\d+))?) ?(\D*)")
TIMES = {"元": 10_000, "亿元": Decimal("0.0001"), "%": 100, "％": 100}  # of what the form holds


def asked(text: Path) -> str:
    return text.read_text("utf-8")


def kept(text: Path) -> str:
    return (SETS[text.parent] / text.name).read_text("utf-8")


def called(text: Path) -> str:
    return f"{text.parent.name}-{text.stem}"


def distance(written: str, value: Decimal) -> Decimal:
    """How far a written figure is from a value of the form, in units of its last decimal."""
    number, decimals, unit = FIGURE.fullmatch(written).groups("")
    return abs(Decimal(number.replace(",", "")) - value * TIMES.get(unit, 1)) * 10 ** len(decimals)


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_a_set_is_three_texts_each_about_another_form(folder):
    made = sorted(file.stem for file in SETS[folder].glob("*.txt"))
    assert [file.stem for file in sorted(folder.iterdir())] == made
    assert len(made) == 3


def test_no_two_sets_are_about_the_same_three_forms():
    told = [tuple(sorted(text.stem for text in folder.iterdir())) for folder in SETS]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("name", "code", "executed"),
    [
        ("demo", "YB2025-01", "29.4"),
        ("demo-2", "YB2025-02", "45.6"),
        ("demo-3", "YB2025-03", "15.8"),
        ("demo-4", "YB2025-04", "86.5"),
        ("demo-5", "YB2025-05", "20"),
        ("demo-6", "YB2025-06", "58.2"),
        ("demo-7", "YB2025-07", "12.8"),
    ],
)
def test_a_text_of_the_demonstration_is_about_the_project_of_its_number(name, code, executed):
    form = form_of(name)
    assert (form.snapshot.code, form.number("funds.total.executed")) == (code, Decimal(executed))


def test_a_text_about_a_project_that_came_back_twice_is_about_the_last_return():
    assert form_of("demo-7").number("indicators.1.actual") == 17, "15 in the first"


def test_a_text_about_a_return_with_mistakes_of_typing_is_about_the_return_put_right():
    form = form_of("demo-3")
    typed = {"indicators.2.actual": Decimal("10.5"), "indicators.5.actual": Decimal("0.986")}  # as 10.5万份 and as 98.6
    assert {name: form.number(name) for name in typed} == typed


def test_a_text_about_a_return_that_leaves_a_row_out_is_about_the_return_put_right():
    form = form_of("demo-4")
    right = {"funds.carryover.executed": Decimal("6.5"), "indicators.7.actual": Decimal("0.87"), "total": Decimal("95.5")}
    assert {name: form.number(name) for name in right} == right


@pytest.mark.parametrize("text", DEMOS, ids=called)
def test_the_demonstrations_form_beside_its_text_holds_what_the_text_was_made_from(text):
    made, (sample, place) = form_of(text.stem), about(text.stem)
    beside = documents.answers(sample, SETS[text.parent] / f"{text.stem}.xlsx", place)
    cells = {cell for _, _, cell in LABEL.findall(kept(text))}
    assert {cell: beside.number(cell) for cell in cells} == {cell: made.number(cell) for cell in cells}


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_the_same_seed_gives_the_text_that_is_kept(text):
    assert paraphrased(asked(text), form_of(text.stem))[0] == kept(text), "run make paraphrases"


def test_another_seed_gives_another_text():
    assert paraphrased(asked(XINZHOU), form_of(XINZHOU.stem), "2")[0] != kept(XINZHOU)


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_a_label_is_right_where_the_form_holds_the_figure_and_wrong_where_it_holds_another(text):
    form, labels = form_of(text.stem), LABEL.findall(kept(text))
    figures = [slot for slot in slots(asked(text)) if slot.labelled]
    assert [(cell, cell in form.snapshot.slots) for _, _, cell in labels] == [(slot.added[0], True) for slot in figures]
    far = [(said, wrong, distance(said, slot.value(form))) for (said, wrong, _), slot in zip(labels, figures, strict=True)]
    assert [each for each in far if (each[2] > Decimal("0.5")) != bool(each[1])] == []
    assert all(units >= 1 for _, wrong, units in far if wrong), "a figure that is only cut off is no slip"


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_nothing_of_the_notation_is_left_over(text):
    assert re.findall(r"[{}|]", LABEL.sub("", kept(text))) == []
    assert [said for said, _, _ in LABEL.findall(kept(text)) if re.search("[钱率]", said)] == []


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_one_figure_in_seven_has_a_slip_and_ten_at_least(text):
    labels = LABEL.findall(kept(text))
    slips = [label for label in labels if label[1]]
    assert len(slips) == max(10, round(len(labels) * Decimal("0.15")))


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_no_kind_of_slip_is_left_out(text):
    assert set(paraphrased(asked(text), form_of(text.stem))[1]) == set(SLIPS)


@pytest.mark.parametrize("text", TEXTS, ids=called)
def test_a_report_has_sixty_sentences_and_figures_that_are_nothing_of_the_form(text):
    said = kept(text)
    assert len([each for each in re.split(r"[。！？\n]", said) if each.strip()]) >= 60
    assert len(re.findall(r"\d+", LABEL.sub("", said))) >= 60


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: folder.name)
def test_no_sentence_of_a_set_stands_twice(folder):
    lines = [line for text in folder.glob("*.txt") for line in asked(text).splitlines() if len(line) > 20]
    assert [one for one, other in pairwise(sorted(lines)) if one == other] == []


@pytest.mark.parametrize(
    ("way", "value", "said"),
    [
        ("万元1", "140.41", {"140.4万元", "140.4 万元"}),
        ("元", "140.41", {"1404100元", "1,404,100元", "1404100 元", "1,404,100 元"}),
        ("亿元", "3686.55", {"0.37亿元", "0.37 亿元"}),
        ("%4", "0.0000868", {"0.0087%", "0.0087 %"}),
        ("分", "9.62", {"9.62分", "9.62 分"}),
        ("人次", "760", {"760人次", "760 人次"}),
        ("元/人2", "233.33", {"233.33元/人", "233.33 元/人"}),
        ("", "30", {"30", "30.00"}),
    ],
)
def test_a_way_to_spell_a_figure(way, value, said):
    assert {str(spelled(Decimal(value), way, Random(seed))) for seed in range(200)} == said


@pytest.mark.parametrize(
    ("kind", "right", "cell", "wrong"),
    [
        ("digits swapped", Written(Decimal("140.41"), "万元"), "funds.total.executed", "104.41万元"),
        ("digit dropped", Written(Decimal("140.41"), "万元"), "funds.total.executed", "40.41万元"),
        ("万元 and 元 confused", Written(Decimal("140.41"), "万元"), "funds.total.executed", "140.41元"),
        ("stale", Written(Decimal("140.41"), "万元"), "funds.total.executed", "126.37万元"),
        ("a neighbour's", Written(Decimal("9.00"), "分"), "indicators.3.score", "8.00分"),
        ("per cent confused", Written(Decimal("96.17"), "%"), "funds.total.rate", "0.96%"),
        ("per cent confused", Written(Decimal("9.62"), "分"), "funds.total.score", "96.2分"),
    ],
)
def test_a_kind_of_slip(kind, right, cell, wrong):
    assert wrong in map(str, SLIPS[kind](right, cell, form_of("qingdao")))


@pytest.mark.parametrize("said", ["96.17", "96.2", "96", "96.1"])
def test_a_value_rounded_or_cut_off_is_no_slip(said):
    assert not Written(Decimal(said), "%").contradicts(Decimal("140.41") / 146)


def test_digits_that_nobody_would_write_are_none():
    assert [str(each) for each in SLIPS["digits swapped"](Written(Decimal("90.5"), "分"), "total", form_of("qingdao"))] == []


def test_a_name_that_holds_no_number_is_told():
    with pytest.raises(ValueError, match=r"funds\.total\.nothing holds no number"):
        paraphrased("共{funds.total.nothing 万元}", form_of("qingdao"))


def test_a_figure_without_a_label_has_no_slip():
    assert paraphrased("结余{=funds.total.budget-funds.total.executed 万元}。", form_of("qingdao")) == (
        "结余5.59万元。",
        Counter(),
    )


def test_the_command_writes_the_texts_again(tmp_path, monkeypatch, capsys):
    homes = {folder: tmp_path / folder.name for folder in SETS}
    for home in homes.values():
        home.mkdir()
    monkeypatch.setattr(paraphrase, "SETS", homes)
    paraphrase.main()
    assert {text: (homes[text.parent] / text.name).read_text("utf-8") for text in TEXTS} == {text: kept(text) for text in TEXTS}
    assert {file.stem for file in tmp_path.glob("*/*.xlsx")} == {text.stem for text in DEMOS}
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [text.stem for text in TEXTS]
