"""Does scoring run where there is no Django at all?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
sys.modules["django"] = None
from dandang.parts.appraisal import scoring
print(scoring.run.__name__)
"""


def test_scoring_is_imported_without_django() -> None:
    root = Path(__file__).resolve().parents[4]

    shown = subprocess.run([sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, check=False)

    assert (shown.stdout.strip(), shown.stderr) == ("run", "")
