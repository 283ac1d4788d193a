"""Short texts deflated with the words they have in common, which the register itself carries along.

A piece of a form is some hundred characters: without a dictionary each would say ``"own":{"level1":{"value":{"text":`` anew. The
dictionary of a register is the one it was made with, so that a better one needs no new format.
"""

from __future__ import annotations

import zlib

LEVEL = 9
MOST = 16 * 2**20  # bytes of one text; a form has some hundred thousand

# Likely texts last: what is nearer to the end is found by shorter distances.
WORDS = "".join(
    (
        '{"column":"status","at":["自评表",0,0],"label":"自检结果","type":"text","formula":"join(verdict, \\"　　\\", progress)"}',
        '{"sheet":"自检","widths":["5","44"],"heights":[[0,"28"],[1,"33"],[2,"33"],[3,"18"],[4,"33"],[5,"20"],[6,"20"]],"static":[[0,0,"',
        '{"sheet":"评分规则说明","widths":["5","25","7","39","47","23"],"heights":[[0,"28"],[1,"18"],[2,"33"],[3,"47.5"],[4,"62"]],"static":[[',
        '{"sheet":"自评表","widths":["10.3"],"heights":[[0,"18.5"],[1,"28"]],"static":[[13,0,"产出指标\\n（50分）"],[13,1,"数量指标\\n（25分）"],',
        '[18,0,"效益指标\\n（30分）"],[21,0,"满意度指标\\n（10分）"],[20,1,"可持续影响指标\\n（10分）"],[22,0,"总　分"],',
        '{"column":"actual","at":["自评表",0,6],"label":"~l·实际完成值","type":"number","required":true,"also":["实际完成值"]},',
        '"formula":"(~.points if (~.actual >= ~.target) else round((~.points * ratio(max(0, ~.actual), ~.target)), 2))","tags":["score"],',
        '"excel":"=IF(COUNT(G~n,E~n,I~n)<3,\\"\\",IF(ROUND(G~n,8)>=ROUND(E~n,8),I~n,ROUND(ROUND(I~n*IF(ROUND(E~n,8)=0,0,',
        'indicators.1.score, indicators.2.score, indicators.3.score, indicators.4.score, check.1.gap, check.2.gap, check.3.gap, ',
        '{"table":"check","label":"第1行","own":{"no":{"value":{"number":"1"}},"kind":{"value":{"text":"必填"}}}}',
        '{"table":"rules","label":"","own":{"no":{"value":{"number":"1"}},"item":{"value":{"text":"',
        '"}},"points":{"value":{"number":"10"}},"says":{"value":{"text":"达到指标值得满分；未达到的，得分＝实际完\\n成值÷指标值×分值，',
        '不低于0分、不超过分值"}},"formula":{"value":{"text":"若实际完成值不小于年度指标值，则分值；否则分值×（四舍五入保\\n留2位小数）"}},',
        '"source":{"value":{"text":"财预〔2020〕10号 附件1 \\n填报说明"}}}}',
        '{"table":"funds","label":"当年财政拨款","level":"预算执行率","own":{"label":{"value":{"text":"其中：当年财政拨款"}},"budget":{"value":{',
        '"number":"52"}},"points":{"value":{"text":"—"}},"score":{"value":{"text":"—"}},"cause":{"value":{"text":""}}}}',
        '"version":2,"issued":"2026-01-10","revision":1,"deadline":"","contact":"","identity":{"code":"","name":"","department":"","unit":"","year":"2025"},',
        '"further":{},"form":0,"sheets":[1,2,3,4,5],"rows":[[6,7,"",1],[6,8,"",2],[6,9,"",0],[10,11,"",3],[12,13,"",3],[14,15,"",4],[16,17,"",4],',
        '[18,19,"",11],[6,20,"",11],[6,21,"",22],[6,22,"",22],[6,23,"",22],[6,24,"",24],[6,25,"",24],[6,26,"",24],[6,27,"",25],[6,28,"",25],',
        '{"own":{"goal":{"value":{"text":"{"own":{"unit":{"value":{"text":"{"own":{"department":{"value":{"text":"{"own":{"code":{"value":{"text":"',
        '{"own":{"name":{"value":{"text":"',
        '{"table":"indicators","label":"","level":"满意度指标","method":"qualitative","says":"达成预期指标得分值的80%至100%，部分达成得60%（含）至80%，',
        '未达成得60%以下；在区间内评分","source":"财预〔2020〕10号 附件1 填报说明：三档 100%—80%（含）、80%—60%（含）、60%—0",',
        '"parameters":{"upper":"80%","lower":"60%"},"level3":{"value":{"text":"满意度"}},"nature":{"value":{"text":"定性"}},',
        '"target":{"value":{"text":"有所提高"}},"unit":{"value":{"text":""}},"level2":{"value":{"text":"服务对象满意度指标"}},',
        '"level2":{"value":{"text":"可持续影响指标"}},"level2":{"value":{"text":"经济效益指标"}},"level2":{"value":{"text":"社会效益指标"}},',
        '"level2":{"value":{"text":"成本指标"}},"nature":{"value":{"text":"≤"}},"method":"lower_is_better","level2":{"value":{"text":"时效指标"}},',
        '"level2":{"value":{"text":"质量指标"}},"level":"效益指标","level1":{"value":{"text":"效益指标"}},',
        '{"table":"indicators","label":"","level":"产出指标","method":"higher_is_better","says":"达到指标值得满分；未达到的，得分＝实际完成值÷指标值×分值，',
        '不低于0分、不超过分值","source":"财预〔2020〕10号 附件1 填报说明","parameters":{"target":"100%"},"asked":{"actual":"~.actual"},',
        '"own":{"level1":{"value":{"text":"产出指标"}},"level2":{"value":{"text":"数量指标"}},"level3":{"value":{"text":"率"}},',
        '"nature":{"value":{"text":"≥"}},"target":{"value":{"number":"1"},"unit":"%"},"unit":{"value":{"text":"%"}},"actual":{"unit":"%"},',
        '"points":{"value":{"number":"10"}}}}',
    )
).encode()  # fmt: skip


def deflated(text: str, words: bytes) -> bytes:
    """A text as it is kept."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, words)
    return packer.compress(text.encode()) + packer.flush()


def inflated(content: bytes, words: bytes) -> str:
    """The text again. ValueError where it is damaged."""
    reader = zlib.decompressobj(-15, words)
    try:
        text = reader.decompress(content, MOST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not reader.eof:
        raise ValueError("incomplete")
    return text.decode()
