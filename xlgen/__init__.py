"""xlgen: 项目支出绩效自评表 from roster to department summary. The Python API is ``xlgen.flows``."""


def __getattr__(name: str) -> str:
    if name != "__version__":
        raise AttributeError(f"module 'xlgen' has no attribute {name!r}")
    from importlib.metadata import version

    return version("xlgen")
