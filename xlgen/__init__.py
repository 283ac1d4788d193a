"""xlgen: 项目支出绩效自评表 from roster to department summary."""
