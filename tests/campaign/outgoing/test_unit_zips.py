"""Zips beside the folders of units: the same bytes each time, later ones of what came later."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

from campaigns import ISSUED, campaign
from xlgen.campaign.outgoing.unit_zips import zip_units
from xlgen.campaign.sending_out import send_out


def test_each_unit_s_folder_is_in_its_zip_and_nothing_else_is(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    made.place("下发", "县医保中心", "~$P001_村医培训.xlsx").write_bytes(b"lock")
    assert zip_units(made) == ("下发/县医保中心.zip", "下发/县稽核所.zip")
    for unit in ("县医保中心", "县稽核所"):
        with zipfile.ZipFile(made.place("下发", f"{unit}.zip")) as archive:
            assert archive.testzip() is None
            files = {path for path in made.place("下发", unit).iterdir() if not path.name.startswith("~$")}
            assert {name: archive.read(name) for name in archive.namelist()} == {
                f"{unit}/{path.name}": path.read_bytes() for path in files
            }


def test_zips_are_private_and_made_once(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    place = made.place(zip_units(made)[0])
    first = place.read_bytes()
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert zip_units(made) == ()
    place.unlink()
    zip_units(made)
    assert place.read_bytes() == first


def test_what_came_later_is_in_a_zip_of_its_own(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    zip_units(made)
    made.place("下发", "县医保中心", "补充.pdf").write_bytes(b"%PDF")
    assert zip_units(made) == ("下发/县医保中心_补发1.zip",)
    assert zipfile.ZipFile(made.place("下发", "县医保中心_补发1.zip")).namelist() == ["县医保中心/补充.pdf"]
    assert zip_units(made) == ()
