"""Why a file is refused and what to do about it: the XG0xx codes of the guarded reader."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.errors import Refused

# Code → (what it means, what to do). The detail of one case is put between the two.
REFUSALS: Mapping[str, tuple[str, str]] = {
    "XG001": ("文件打不开", "请确认文件还在原处、没有被 WPS 或 Excel 占用，并有读取权限"),
    "XG002": ("文件是空的，0 字节", "多半是没有保存或没有传完，请重新索取"),
    "XG003": ("文件太大", "请删去表内图片和附件后另存，佐证材料单独报送"),
    "XG004": ("文件是 .xls、.et 等旧格式，不是 .xlsx", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再报"),
    "XG005": ("文件加了打开密码", "请取消打开密码，另存后再报"),
    "XG006": ("文件是 .xlsb 二进制工作簿", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再报"),
    "XG007": ("文件是 .ods 等开放文档格式", "请用 WPS 或 Excel 打开，另存为 .xlsx 后再报"),
    "XG008": ("文件内容不是 Excel 工作簿", "请报送下发的 .xlsx 原表；如果能用 WPS 打开，另存为 .xlsx 也可"),
    "XG009": ("压缩包里没有 Excel 工作簿", "请先解压，报送其中的 .xlsx 文件"),
    "XG010": ("文件已损坏或没有传完", "请重新传送；仍打不开时，用 WPS 或 Excel 打开原件，另存后再报"),
    "XG011": ("文件内部有重名的部件，不同软件会读出不同的内容", "请用 WPS 或 Excel 打开，另存后再报，并查明文件来源"),
    "XG012": ("文件内部有越界的路径", "文件可能被人做过手脚，请勿打开，向报送单位重新索取"),
    "XG013": ("压缩包内部加了密", "请取消加密，另存后再报"),
    "XG014": ("文件展开后太大", "请只保留下发的表格，删去多余内容后另存；来历不明的请勿打开"),
    "XG015": ("文件内部带有 DTD 或实体声明，正常的工作簿不会有", "文件可能被人做过手脚，请勿打开，向报送单位重新索取"),
    "XG016": ("文件缺少必需的部件", "请用 WPS 或 Excel 打开并按提示修复，另存后再报"),
    "XG017": ("文件内容不合工作簿的格式", "请用 WPS 或 Excel 打开并按提示修复，另存后再报"),
    "XG018": ("文件内部嵌套太深", "文件可能被人做过手脚，请勿打开，向报送单位重新索取"),
    "XG019": ("离表格很远的地方有内容", "请删去该单元格所在的整行或整列，保存后再报"),
    "XG020": ("有内容的单元格太多", "请只保留下发的表格，删去多余内容后另存"),
    "XG021": ("合并单元格太多", "请取消多余的合并，只保留下发表格中的合并"),
    "XG022": ("单元格引用的文字不存在", "请用 WPS 或 Excel 打开并按提示修复，核对该单元格后另存再报"),
    "XG023": ("文字里有看不见的控制字符", "请清空该处，手工重新输入文字，不要粘贴，保存后再报"),
    "XG024": ("公式会经 DDE 调用外部程序", "请勿打开，查明来源；确需使用时删去该公式后再报"),
    "XG025": ("数字或日期不成立", "请清空该单元格，重新输入后保存再报"),
    "XG026": ("文件含宏", "请用 WPS 或 Excel 打开，不要启用宏，另存为 .xlsx 后再报"),
    "XG027": ("文件内容自相矛盾", "请用 WPS 或 Excel 打开并按提示修复，核对后另存再报"),
}


def refuse(code: str, detail: str = "") -> Refused:
    """The refusal of a code, with the detail of this case (place, value found) after its meaning."""
    meaning, remedy = REFUSALS[code]
    return Refused(code, f"{meaning}：{detail}" if detail else meaning, remedy)
