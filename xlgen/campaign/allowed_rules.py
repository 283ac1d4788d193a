"""Rules of the office's own in a campaign: the file that its settings name, run only where this user has named just this one himself.

A campaign's folder goes from hand to hand and into archives: that its settings name a program is no reason to run it. Whoever
names the file on the command line allows it; its digest is remembered in his own folder, on this computer. A file that was
changed has to be allowed anew.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path, PurePosixPath

from xlgen.campaign.settings import NAME, Settings
from xlgen.errors import XlgenError
from xlgen.files.mishaps import home_folder
from xlgen.files.obstacles import said_of_file
from xlgen.files.saving import private, write_whole

ALLOWED = "rules.allowed"  # digests of files, a line each
LIKE = "清单/本局规则.py"


def rules_in(root: Path, settings: Settings) -> Path | None:
    """The file of a campaign's own rules, None where it has none. XlgenError where it is not there, or was not allowed."""
    said = settings.rules.strip()
    if not said:
        return None
    place = PurePosixPath(said)
    if place.suffix.lower() != ".py" or ".." in place.parts or place.is_absolute() or Path(said).is_absolute():
        raise XlgenError(f'{NAME} 里的 rules = "{said}" 要是批次文件夹里的 .py，如 {LIKE}')
    file = root / said
    if _digest(file) not in _allowed(home()):
        raise XlgenError(
            f"这一批用本局自己的规则 {file}。它是程序，您在这台电脑上还没有认可过它，或者认可以后改过，没有运行，什么也没有做。"
            f"请打开看一看，确是本局的，运行 xlgen status --rules {file}"
        )
    return file


def allow(root: Path, settings: Settings, named: Path) -> Path:
    """Remember that this user named the campaign's file on the command line; the file. XlgenError where it is another one."""
    said = settings.rules.strip()
    file = root / said
    if not said or not named.exists() or not file.exists() or not file.samefile(named):
        told = f'{NAME} 里写的是 rules = "{said}"' if said else f"{NAME} 里没有写 rules"
        raise XlgenError(f'{named} 不是这一批的规则：{told}。请把规则文件放进“清单”，在 {NAME} 里写成 rules = "{LIKE}" 的样子')
    allow_content(file.read_bytes())
    return file


def allow_content(content: bytes) -> None:
    """Remember that this user named a file that says just this."""
    folder = home()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = sorted({*_allowed(folder), sha256(content).hexdigest()})
    with private():
        write_whole(folder / ALLOWED, "".join(f"{each}\n" for each in known).encode())


def home() -> Path:
    """Where it is remembered. XlgenError where the user has no folder of his own: nobody else may write there."""
    folder = home_folder()
    if folder is None:
        raise XlgenError("这台电脑上没有您自己的文件夹，认可过的规则没有地方记，不能用本局自己的规则")
    return folder


def _digest(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise XlgenError(f"{NAME} 里写的规则文件：{said_of_file(error)}") from None


def _allowed(folder: Path) -> list[str]:
    place = folder / ALLOWED
    return place.read_text("utf-8", errors="replace").split() if place.is_file() else []
