"""What a reviewer's rules say of every form there is to try them on, for somebody to judge: a table of finds by rule.

Run as a program it prints the table: ``python tests/support/reviewer_rules.py > tests/conformance/reviewer_rules.md``. What somebody
judged stands in ``reviewer_rules.toml`` beside it, by form, code and cell's name.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import frames
import real_forms
from xlgen.files.toml_files import read_toml
from xlgen.findings import Finding
from xlgen.flows.checking import check
from xlgen.flows.demo import run_demo
from xlgen.form.template.load import load_template
from xlgen.form.thresholds import policy_of
from xlgen.issued.manifest import NAME, read_manifest
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.rules.reviewing.weighing import REVIEWING
from xlgen.workbook.ooxml.reader import read_workbook
