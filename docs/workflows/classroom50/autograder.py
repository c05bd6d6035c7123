"""A unit's visible checks as an autograder of Classroom 50. It holds no secret: its folder is served to everybody.

Put this file, and beside it `lab/` and `requirements.txt` of the handout, into CLASSROOM/autograders/ASSIGNMENT/ of the
organization's repository `classroom50`. The checks are those of this folder, whatever a student made of their copy.
Hidden checks never come here: grade them with `autograder grade` from a download.
"""

import subprocess
import sys
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
RESULT = Path("result.json")
# `-P` and the first place on the path: nothing of the student's folder is found before what lies here.
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from lab.ci.cli import main; sys.exit(main())"

pip = [sys.executable, "-m", "pip", "install", "--quiet", "--requirement", str(BUNDLE / "requirements.txt")]
if "--installed" not in sys.argv[1:]:
    subprocess.run(pip, check=True, cwd=BUNDLE)
RESULT.unlink(missing_ok=True)
subprocess.run([sys.executable, "-P", "-c", START, str(BUNDLE), "check", "--classroom50", str(RESULT)], check=False)
sys.exit(0 if RESULT.is_file() else 1)
