#!/usr/bin/env bash
# Builds the image: Python and the packages of the course. Gradescope runs it once, as root, with a network.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
venv="${AUTOGRADER_VENV:-/opt/autograder}"

export DEBIAN_FRONTEND=noninteractive
if [ "$(id -u)" = 0 ]; then
  apt-get update -q
  apt-get install -qy --no-install-recommends python3 python3-venv
  apt-get install -qy --no-install-recommends bubblewrap || echo "bubblewrap is not available: a layer of isolation less"
fi

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
}

python="$(find_python)"
if [ -z "$python" ]; then
  apt-get install -qy --no-install-recommends python3.11 python3.11-venv
  python=python3.11
fi
"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check -r "$root/source/requirements.txt"
"$venv/bin/python" -m compileall -q "$root/source/kit"
