"""What the roster's 评分标准 cell says: score bands, checklist items and settings, and whatever in it is unclear.

Each notation is read into typed parameters and a list of problems::

    standards  ≥95%:4; ≥80%:2; 其余:0        90%-100%得4分；80%-89%得2分；80%以下，不得分 [就低]
    items      ①立项合规:1.5; ②手续齐全:1     ①项目按程序申请设立，得1.5分；②材料符合要求，得1分
    settings   目标95%，每低1个百分点扣0.5      step=1%; each=0.5

Signs may be full-width, the order of settings is free, 95% is 0.95. A text with a fatal problem gives no parameters.
"""
