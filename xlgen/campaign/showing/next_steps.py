"""What a clerk does next about one project, with the command."""

from __future__ import annotations

from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.now import Now, sent_back
from xlgen.campaign.standing import Standing
from xlgen.campaign.terms import ProjectTerm

CHASE = "催报用 xlgen status --chase"


def next_step(now: Now, each: Standing) -> str:
    """In a sentence; "" where nothing is left to do."""
    code, is_back = each.form.code, each.form.code in sent_back(now)
    match each.term:
        case ProjectTerm.ACCEPTED | ProjectTerm.RECALLED:
            return ""
        case ProjectTerm.MISSING:
            return f"{CHASE}；不做了的用 xlgen recall {code} --reason 原因 撤回。"
        case ProjectTerm.OPEN:
            return _of_open(now, each) + ("。" if is_back else "；要单位改的用 xlgen return 退回。")
    told = f"已退给单位，改好的用 xlgen collect 收；{CHASE}" if is_back else "用 xlgen return 退给单位"
    return f"{told}；单位改不了的用 xlgen override {code} 人工认定得分。"


def _of_open(now: Now, each: Standing) -> str:
    code, root = each.form.code, now.campaign.root
    if len(each.candidates) > 1:
        files = "、".join(kept_as(root, one.digest, one.name).relative_to(root).as_posix() for one in each.candidates)
        return f"与单位核对，用 xlgen accept --return 文件 --reason 原因 定下用哪一份，文件是 {files}"
    returned = now.returned(each)
    places = [finding.place for finding in returned.findings if finding.opens and finding.place] if returned else []
    if not places:
        return f"与单位核对，确是这个项目报的，用 xlgen accept --return {code} --reason 原因 认可"
    return (
        f"与单位核对，表上的值没有错的，用 xlgen accept {code} {places[0]} --reason 原因 认可；"
        "照程序的理解计的，再加 --as-understood"
    )
