"""Nobody finds a patient's name in the log."""

import json
import subprocess
import sys

from puskesmas.ground.machine import ROOT

REGISTERING = """
import logging.config, structlog
from puskesmas.ground.logs import logging_config
logging.config.dictConfig(logging_config(level="INFO", as_json=True))
structlog.get_logger("alur.try").info("patient_registered", patient="k3v9", name="Bu Wati", nik="3201")
"""


def test_a_line_carries_codes_and_leaves_names_out():
    done = subprocess.run([sys.executable, "-c", REGISTERING], cwd=ROOT, capture_output=True, text=True)

    line = json.loads(done.stderr)
    assert (line["event"], line["patient"], line["level"]) == ("patient_registered", "k3v9", "info")
    assert "Wati" not in done.stderr
    assert "3201" not in done.stderr
