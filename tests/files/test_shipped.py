"""Where templates and samples stand: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from xlgen.files import shipped as resources


def test_a_checkout_uses_the_folders_beside_the_package(monkeypatch, tmp_path):
    (tmp_path / "xlgen").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "xlgen")
    assert (resources.templates(), resources.samples()) == (tmp_path / "templates", tmp_path / "samples")


def test_an_installed_package_uses_the_folders_inside(monkeypatch, tmp_path):
    for name in ("xlgen/templates", "xlgen/samples", "templates", "samples"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "xlgen")
    assert (resources.templates(), resources.samples()) == (tmp_path / "xlgen/templates", tmp_path / "xlgen/samples")
