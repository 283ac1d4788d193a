"""What is said of Python and of the packages."""

from __future__ import annotations

from xlgen.desk import versions
from xlgen.desk.records import Desk


def test_a_package_that_is_not_there_is_told_with_what_does_not_work_without_it(monkeypatch):
    had = versions.version

    def without(name: str) -> str:
        if name == "xlwings":
            raise versions.PackageNotFoundError(name)
        return had(name)

    monkeypatch.setattr(versions, "version", without)
    facts = [fact for fact in versions.facts_of(Desk("linux")) if not fact.is_well]
    assert [fact.said for fact in facts] == ["没有 xlwings"]
    assert "标注和加载项用不了" in facts[0].remedy


def test_a_python_that_the_tests_do_not_run_with_is_told(monkeypatch):
    assert "自动测试" not in next(versions.facts_of(Desk("linux"))).said
    monkeypatch.setattr(versions.sys, "version_info", (3, 99, 0))
    assert "自动测试用的是 Python 3.11" in next(versions.facts_of(Desk("linux"))).said
