"""The codes that no checking rule owns, each once: files refused, rosters and templates; a rule's code stands at the rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgen.errors import Refused
from xlgen.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """What a code says: its title, the remedy, and how much it weighs; without a severity the file is refused.

    ``means`` is what was seen and why it matters, as ``xlgen explain`` tells it.
    """

    code: str
    title: str
    severity: Severity | None
    hint: str
    means: str = ""


REFUSED, ERROR, WARNING, NOTE = None, Severity.ERROR, Severity.WARNING, Severity.NOTE
RESAVE = "请用 WPS 或 Excel 打开，另存为 .xlsx 后再报"
REPAIR = "请用 WPS 或 Excel 打开并按提示修复，另存后再报"
ASK_AGAIN = "文件可能被人做过手脚，请勿打开，向报送单位重新索取"
AS_ISSUED = "请用这一批下发的原表填报"
ONE_READING = "不同的软件会读出不同的内容，无从知道哪个是填报人看见的"

# fmt: off
ROWS = (
    # ---- XG0xx: the file cannot be read
    Code("XG001", "文件打不开", REFUSED, "请确认文件还在原处、没有被 WPS 或 Excel 占用，并有读取权限",
         "系统不让读这个文件：它被移走了、没有权限，或正开着"),
    Code("XG002", "文件是空的，0 字节", REFUSED, "多半是没有保存或没有传完，请重新索取",
         "文件有名字，里面什么也没有"),
    Code("XG003", "文件太大", REFUSED, "请删去表内图片和附件后另存，佐证材料单独报送",
         "一张自评表不到 100 KB；大到这个程度的，里面一定有别的东西"),
    Code("XG004", "文件是 .xls、.et 等旧格式，不是 .xlsx", REFUSED, "请用 WPS 或 Excel 打开，另存为 .xlsx 后再报",
         "下发的是 .xlsx；另存成 .xls 或 .et 后名称、下拉列表可能已丢，只改文件名不起作用"),
    Code("XG005", "文件加了打开密码", REFUSED, "请取消打开密码，另存后再报",
         "加了密的文件，没有密码谁也读不出内容；单元格保护不要紧，不用取消"),
    Code("XG006", "文件是 .xlsb 二进制工作簿", REFUSED, RESAVE, "文件另存成了 .xlsb；只改文件名不起作用"),
    Code("XG007", "文件是 .ods 等开放文档格式", REFUSED, RESAVE, "文件另存成了 .ods；只改文件名不起作用"),
    Code("XG008", "文件内容不是 Excel 工作簿", REFUSED, "请报送下发的 .xlsx 原表；如果能用 WPS 打开，另存为 .xlsx 也可",
         "文件名以 .xlsx 结尾，里面是网页、PDF、图片或别的东西"),
    Code("XG009", "压缩包里没有 Excel 工作簿", REFUSED, "请先解压，报送其中的 .xlsx 文件",
         "把几个文件压成一个包，再改名为 .xlsx 的，读不出表来"),
    Code("XG010", "文件已损坏或没有传完", REFUSED, "请重新传送；仍打不开时，用 WPS 或 Excel 打开原件，另存后再报",
         "文件前后接不上，多半是传到一半断了"),
    Code("XG011", "文件内部有重名的部件，不同软件会读出不同的内容", REFUSED, "请用 WPS 或 Excel 打开，另存后再报，并查明文件来源",
         f"正常保存的文件不会这样；{ONE_READING}"),
    Code("XG012", "文件内部有越界的路径", REFUSED, ASK_AGAIN, "内部部件的名称指到文件外面去，正常保存的文件不会这样"),
    Code("XG013", "压缩包内部加了密", REFUSED, "请取消加密，另存后再报", "文件是加了密的压缩包，读不出内容"),
    Code("XG014", "文件展开后太大", REFUSED, "请只保留下发的表格，删去多余内容后另存；来历不明的请勿打开",
         "文件本身不大，展开后大得能把电脑拖住；可能是整列填了格式，也可能是有意做的"),
    Code("XG015", "文件内部带有 DTD 或实体声明，正常的工作簿不会有", REFUSED, ASK_AGAIN, "这种声明可以读走电脑上别的文件，一律不读"),
    Code("XG016", "文件缺少必需的部件", REFUSED, REPAIR, "工作簿、工作表这样必不可少的部分不在文件里"),
    Code("XG017", "文件内容不合工作簿的格式", REFUSED, REPAIR, "内部有读不通的地方；生成它的软件有毛病，或者文件受了损"),
    Code("XG018", "文件内部嵌套太深", REFUSED, ASK_AGAIN, "正常保存的文件不会这样，可能是有意做来拖住程序的"),
    Code("XG019", "离表格很远的地方有内容", REFUSED, "请删去该单元格所在的整行或整列，保存后再报",
         "在几万行或几百列以外有字，表上看不见，多半是误按"),
    Code("XG020", "有内容的单元格太多", REFUSED, "请只保留下发的表格，删去多余内容后另存", "一张自评表不过几百格；多半是把别的数据一起粘进来了"),
    Code("XG021", "合并单元格太多", REFUSED, "请取消多余的合并，只保留下发表格中的合并", "合并的区域成千上万，正常的表不会这样"),
    Code("XG022", "单元格引用的文字不存在", REFUSED, "请用 WPS 或 Excel 打开并按提示修复，核对该单元格后另存再报",
         "格里只存着文字的序号，那一条文字不在文件里，无从知道写的是什么"),
    Code("XG023", "文字里有看不见的控制字符", REFUSED, "请清空该处，手工重新输入文字，不要粘贴，保存后再报",
         "多半是从别的系统粘贴带来的，不同的软件读法不同"),
    Code("XG024", "公式会经 DDE 调用外部程序", REFUSED, "请勿打开，查明来源；确需使用时删去该公式后再报",
         "这种公式打开时能在电脑上运行别的程序"),
    Code("XG025", "数字或日期不成立", REFUSED, "请清空该单元格，重新输入后保存再报", "格里说是数或日期，存的内容却不是，如 13 月"),
    Code("XG026", "文件含宏", REFUSED, "请用 WPS 或 Excel 打开，不要启用宏，另存为 .xlsx 后再报", "下发的表没有宏；收回的带了宏，就不能放心打开"),
    Code("XG027", "文件内容自相矛盾", REFUSED, "请用 WPS 或 Excel 打开并按提示修复，核对后另存再报",
         f"同一样东西在文件里说了两遍，说得不一样；{ONE_READING}"),
    Code("XG028", "文件内部的部件互相重叠", REFUSED, ASK_AGAIN,
         f"两个部件占着同一段内容，正常保存的文件不会这样；{ONE_READING}"),
    # ---- XG04x, XG05x: it is no form of this batch, or there is nothing to hold it against
    Code("XG040", "不是 xlgen 下发的表（没有标识）", REFUSED, "请用主管部门下发的原表填报",
         "下发的表有一张隐藏的标识表；自己画的、另抄一份的没有，无从知道是哪个项目"),
    Code("XG041", "表内的标识已损坏，认不出是哪张表", REFUSED, "请用主管部门下发的原表重新填报，或用 --issued 指明下发清单",
         "隐藏的标识表还在，内容已不完整；有下发清单时按清单认"),
    Code("XG042", "对不上下发的项目", REFUSED, "请核对项目编码，看是不是别的批次或别的部门的表",
         "表是 xlgen 下发的，可它的项目编码不在这一批里；用来修复的原表不是这个项目的，也是这个代码"),
    Code("XG043", "表样不对", REFUSED, AS_ISSUED, "项目对，表样或版本与下发的不同，题目和算法也就不同，不能照这一批的规则计分"),
    Code("XG044", "不是这一批的表", REFUSED, AS_ISSUED, "项目和表样都对，年度或下发日期不同，多半是上年的表又报了一遍"),
    Code("XG050", "没有下发清单", REFUSED, "--issued 请写下发时的那个文件夹", "下发时留存的 manifest.json 记着每张表的每一格，校验以它为准；指定的地方没有它"),
    Code("XG051", "下发清单已损坏，读不出来", REFUSED, "请用下发时留存的原件，或重新下发", "manifest.json 被改动过或没有传完"),
    Code("XG052", "下发清单的版本不对", REFUSED, "请用同一版本的 xlgen", "manifest.json 是另一个版本的 xlgen 写的，格式不同"),
    # ---- XG12x: what is told of a file that can be judged all the same
    Code("XG120", "没有下发清单，按表内自带的标识校验；标识本身是否被改无从核对", NOTE, "请把“下发”文件夹放在表的旁边或上一级，或用 --issued 指明",
         "表内的标识和下发清单内容一样，只是跟着表走，有心人可以连它一起改"),
    Code("XG121", "本局规则出错", WARNING, "请写规则的人改正；这条规则对这份表没有判完，别的规则照常",
         "--rules 写明的规则文件里，有一条规则自己出了错，不是填报人的错"),
    # ---- XL1xx: rosters
    Code("XL101", "名册缺少工作表", ERROR, "请用 xlgen roster 生成的样表，工作表名不要改", "名册要有“项目”表；有指标的表样还要“指标”表"),
    Code("XL102", "名册缺少列", ERROR, "请补上这一列，列名与样表一致", "少的列读不到；可以不填的列少了只作说明"),
    Code("XL103", "单元格是错误值", ERROR, "请改成数值或文字", "名册里的公式显示 #REF!、#N/A 一类，读不出值"),
    Code("XL104", "项目编码为空", ERROR, "每个项目、每项指标都要写明项目编码", "编码是认项目的唯一依据：表、清单、汇总都凭它对上"),
    Code("XL105", "指标的项目编码在“项目”表里没有", ERROR, "请核对编码，或在“项目”表补上这个项目", "这项指标不知道该印到哪张表上，多半是编码写错一位"),
    Code("XL106", "项目编码重复", ERROR, "一个编码只能对应一个项目", "两个项目用一个编码，收回的表就分不清是谁的"),
    Code("XL107", "项目名称为空", ERROR, "请补填项目名称", "名称印在表上，收回后凭它看出借用了别的项目的表"),
    Code("XL108", "应是数的地方是文字", ERROR, "请填数字，单位不要写在格里", "“12万元”“2025年”这样带单位的是文字；能看懂的会说出该填的数"),
    Code("XL109", "金额为负", ERROR, "金额不能小于 0", "预算和各项来源都不会是负数"),
    Code("XL110", "全年预算数为空", ERROR, "没有预算的填 0；空白会让填报人去填预算", "预算是下发的内容，由主管部门定，不由填报人填"),
    Code("XL111", "年度不是四位年份", ERROR, "写四位年份，如 2025", "年度决定用哪一版表样、日期不能晚于哪一天"),
    Code("XL112", "全年预算数与各项来源之和不等", ERROR, "请核对各项来源", "财政拨款、上年结转、其他资金加起来应等于全年预算数，否则表一下发就不平"),
    Code("XL113", "项目没有指标", ERROR, "请在“指标”表补上这个项目的指标", "要打分的表没有一项指标，打不出分"),
    Code("XL114", "各项分值合计不是 100", ERROR, "请调整“指标”表的分值", "样式固定的分值（如执行率 10 分）加上这个项目各项指标的分值，应为 100"),
    Code("XL115", "一级指标的分值合计与样式规定不同", WARNING, "请核对；确需不同的可以照发",
         "如全国样式产出 50、效益 30、满意度 10；财预〔2020〕10号允许按项目调整，所以只作提示"),
    Code("XL116", "一级指标或三级指标为空", ERROR, "请补填", "没有三级指标就没有要填的事项，没有一级指标就归不到哪一级"),
    Code("XL117", "指标性质不认识", ERROR, "请从下拉列表里选，或写明评分方法", "≥、≤ 说的是越多越好还是越少越好；猜错了，得分就反了。写明了评分方法的只作提示"),
    Code("XL118", "分值为空或不是数", ERROR, "请填数字", "没有分值的指标算不出得分"),
    Code("XL119", "分值不大于 0", ERROR, "分值应大于 0", "0 分的指标填了也没有得分"),
    Code("XL120", "百分数的指标值写法可疑", WARNING, "请把指标值写成百分数，如 95%", "单位是 %，指标值写 0.95，是 95% 还是 0.95%，得分差得很远"),
    Code("XL121", "没有这种评分方法", ERROR, "请照“评分方法”表写；xlgen templates --methods 列出全部", "评分方法的名称打错了，或这一版没有"),
    Code("XL122", "指标值不是数，不能比大小", ERROR, "请把指标值写成数（可带单位）；本来不是数的，指标性质填“定性”，或改用定性、按比例评定等方法",
         "评分方法或 ≥、≤ 要拿完成值和指标值比，“有所提高”比不出来"),
    Code("XL123", "评分标准有缺口、重叠、漏项，或读不懂", ERROR, "请按提示改写，或注明[就低]、[就高]",
         "如“80%—90%得 8 分，91%以上得 10 分”，90.5% 得几分没有说；下发前不说清，收回后就要扯皮。注明了取舍的只作提示"),
    Code("XL124", "名册里没有项目", ERROR, "请从“项目”表第 2 行起，一行填一个项目",
         "“项目”表只有表头；“示例”开头的表是样子，填在那里不算"),
    # ---- XL14x: what a line of the roster aims at
    Code("XL140", "指标值里的数没有用上", ERROR,
         "期限写作“10月底前”，多少写作“≥95%”，频次写作“≥12次”；本来不比大小的，指标性质填“定性”，或写明评分方法",
         "“每月10日前”“约98”“2025年全年”这样的指标值读不成一个确定的目标；不说清就按定性打分，数等于白写。填了“定性”或写明评分方法的只作提示"),
    Code("XL141", "指标值没有写全，按通常的意思理解", NOTE, "理解得不对的，请写明“≥”“≤”、年月日或评分方法",
         "“10月底前”按项目年度理解；成本指标的数没有写方向的按“≤”；“小于5次”不含 5 次。印在表上的以这里说的为准"),
    Code("XL142", "成本指标越多得分越高", WARNING, "请改成“≤”；确是越多越好的（如节约额）可以照发",
         "成本指标写成“≥”，超支的反而得满分"),
    Code("XL143", "指标性质、评分方法与指标值说法不一", WARNING, "请改成一致的",
         "如性质是“正向”而指标值写“≤5”，性质是“定性”而指标值写“≥95%”；方向相反的不能下发，得分会反"),
    Code("XL144", "指标值的单位与计量单位不同", ERROR, "请改成同一个单位，或指标值只写数",
         "指标值“3个月”、计量单位“天”，填报人按天填，得分就差几十倍；万元和元这样能折算的会折算"),
    Code("XL145", "指标值不含它本身，评分方法在等于时却给满分", ERROR, "请改写指标值或评分方法",
         "“小于5次”做了 5 次是没有做到，“反向比率”一类的方法却给满分"),
    Code("XL146", "没有说明越少越好还是越多越好", ERROR, "越少（短）越好的写作“≤30天”“30天内”，越多（长）越好的写作“≥30天”，或写明评分方法",
         "时效指标只写“30天”，办得快是好事，服务得久也是好事，得分却正相反；“差错率”“受害率”只写“3%”，也要说清不超过"),
    Code("XL148", "列名写得不对，没有认出来", ERROR, "请照样表改列名", "列名差一个字就认不出来，整列的内容都用不上；不先说清，评分方法、金额就按空白处理了"),
    Code("XL149", "两列同名", WARNING, "请删去或改名其中一列，再核对用的是哪一列", "一列是原来的数，一列是改过的，程序不知道该用哪一列"),
    Code("XL150", "这张表样用不上的列", WARNING, "请核对表样选得对不对（-t）；不用的列可以删去", "清单是照别的表样做的，或者写了由填报人填的栏，这些列的内容没有地方放"),
    Code("XL151", "表样以外的列", NOTE, "不用改；要印在表上的，请在表样里加这一栏",
         "“项目”表里本单位自用的列（业务处室、上级项目编码等）带到校验结果和汇总的各清单；“指标”表里的不带"),
    Code("XL152", "隐藏的行、列、表", WARNING, "请取消隐藏或筛选，看过再用；不要的请删去", "隐藏的行照样有内容，不看就下发，会多出项目和指标来"),
    Code("XL153", "公式没有保存计算结果", ERROR, "请用 WPS 或 Excel 打开，保存一次；或把公式换成数值",
         "程序只读保存的结果，不替表格计算；别的系统导出的文件常常没有结果"),
    Code("XL154", "16 位以上的编码按数存了", ERROR, "请把这一列设为“文本”格式，重新输入编码", "Excel 的数只有 15 位，后面的位数已经变成 0，编码不对了"),
    Code("XL155", "几行的分值或金额合并成一格", ERROR, "请取消合并，每行各填各的数", "一个数占几行，是每行都这么多还是合起来这么多，说不清"),
    Code("XL156", "一级指标、二级指标空着的，照上一行取用", NOTE, "请核对；不对的请逐行写上", "同一级的指标往往只在第一行写明，以下各行空着"),
    Code("XL157", "一份清单里有几个主管部门或几个年度", WARNING, "请核对；不同部门、不同年度的，各做一份清单分别下发",
         "年度决定用哪一版表样；部门或年度不一，汇总表的标题就写不出是谁的、哪一年的"),
    Code("XL158", "一个项目里有同名的指标", WARNING, "请写明两项各说什么，或删去一项", "同名的指标在汇总和退回意见里分不清；产出和效益各写一遍，多半是一件事算了两次"),
    Code("XL159", "同一个单位有两种写法", WARNING, "请改成一样的写法", "汇总按单位合计，差一个空格、一个全角括号就成了两家"),
    Code("XL160", "一项指标占 40 分以上", WARNING, "请核对是不是分得太粗；确需这样的可以照发，收回后每份都会再提示（XG323）",
         "一项定成败，多半是把几件事写成了一件；发下去以后填报人改不了"),
    Code("XL161", "缺少应有的二级指标", NOTE, "请核对；确实没有的可以照发", "产出指标一般有数量、质量、时效、成本几类，由表样的 kinds 写明；只有数量，说不出做得好不好、及不及时"),
    Code("XL162", "支付率、执行率作数量指标", WARNING, "请换成实物或工作的数量；预算执行率在项目资金里已经计分", "支付率说的是花了多少钱，放进数量指标，一件事就算了两次分"),
    Code("XL163", "指标没有可量的内容", WARNING, "请写明量的是什么的比例，如“培训后独立办理业务的比例”；说不出的改为定性",
         "“作用明显 ≥95%”量不出来：95% 是什么的 95%，填报人只能照抄"),
    Code("XL164", "用有没有投诉代替满意度", WARNING, "请改为问卷调查的满意度，写明调查谁", "没有投诉不等于满意；满意度指标要问到服务对象"),
    Code("XL165", "清单里有身份证号或银行账号", WARNING, "请从清单里删去这一列；要留的另存，不要随表传来传去", "表和清单要发给许多人，个人的证件号、账号不应随着走"),
    # ---- XL2xx: templates
    Code("XL201", "表样不能编译", ERROR, "请按提示修改表样", "表样文件里有看不懂的键、公式、没有东西可填的 { }，或排不下的格，提示里写明是哪一处"),
    Code("XL202", "表样里某一行的参数有问题", ERROR, "请按提示修改表样", "表样自带的行，它的分档、逐项标准有缺口、重叠或加起来不对"),
    Code("XL203", "表样里的名称请核对", WARNING, "请按提示修改表样；不改也能下发",
         "有的名称程序自己要认，写成了别的就有一部分校验、汇总不起作用；有的写法下一版起不再接受"),
    Code("XL204", "评分方法算出来与边界例不符", ERROR, "请核对公式和手算的得分，改其中不对的一个",
         "自己写的评分方法带着边界例（cases），逐个按公式算一遍，和手算的不一样；要用到表样自有栏目的例子算不成，只作提示"),
)
# fmt: on
CODES: Mapping[str, Code] = {row.code: row for row in ROWS}
UNMARKED = "XG040"
NOT_OURS = {UNMARKED, "XG041", "XG042"}  # read, but no project of this batch
OTHER_BATCH = {"XG043", "XG044"}  # of this project, but issued otherwise


def refuse(code: str, fact: str = "", hint: str = "") -> Refused:
    """The refusal of a code, with the fact of this case (place, value found) after its title."""
    known = CODES[code]
    return Refused(code, f"{known.title}：{fact}" if fact else known.title, hint or known.hint)


def found(
    code: str,
    fact: str = "",
    hint: str = "",
    severity: Severity | None = None,
    *,
    sheet: str = "",
    cell: str = "",
    value: str = "",
) -> Finding:
    """A finding of a code: the fact of this case, or the code's title; hint and severity are the code's where none is given."""
    known = CODES[code]
    weight = severity or known.severity or Severity.ERROR
    return Finding(code, weight, fact or known.title, hint or known.hint, sheet, cell, found=value)


def twice(codes: Sequence[str]) -> list[str]:
    """Codes that are said more than once."""
    return [code for code, count in Counter(codes).items() if count > 1]
