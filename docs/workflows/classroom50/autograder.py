"""The visible checks of a unit as an autograder of Classroom 50.

Copy this file, with `lab/` and `requirements.txt` of the handout, to CLASSROOM/autograders/ASSIGNMENT/ of the
organization's repository `classroom50`. It runs the checks of that folder, even if a student has changed their copy.
The folder is public: never copy hidden checks to it. Grade them with `autograder grade` from a download.
"""

import subprocess
import sys
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
RESULT = Path("result.json")
# `-P` and the first place on sys.path: modules in the student's folder cannot replace those of this folder.
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from lab.ci.cli import main; sys.exit(main())"

pip = [sys.executable, "-m", "pip", "install", "--quiet", "--requirement", str(BUNDLE / "requirements.txt")]
if "--installed" not in sys.argv[1:]:
    subprocess.run(pip, check=True, cwd=BUNDLE)
RESULT.unlink(missing_ok=True)
subprocess.run([sys.executable, "-P", "-c", START, str(BUNDLE), "check", "--classroom50", str(RESULT)], check=False)
sys.exit(0 if RESULT.is_file() else 1)
