#!/usr/bin/env bash
# Builds the image: Python and the packages of the course. Gradescope runs it once, as root, with a network.
set -euo pipefail
source="${AUTOGRADER_ROOT:-/autograder}/source"
venv="${AUTOGRADER_VENV:-/opt/autograder}"
here="python$(cat "$source/python-version")" # the instructor's
names="$here python3 python3.14 python3.13 python3.12 python3.11"

if [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -qy --no-install-recommends python3 python3-venv
  apt-get install -qy --no-install-recommends "$here" "$here-venv" || true
  apt-get install -qy --no-install-recommends bubblewrap || echo "bubblewrap is not available: a layer of isolation less"
fi

# Installs the packages of a list for the first Python that is new enough for them.
install_packages() {
  local name
  for name in $names; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
      rm -rf "$venv" && "$name" -m venv "$venv" &&
      "$venv/bin/python" -m pip install --no-cache-dir --disable-pip-version-check -r "$source/$1"; then
      return 0
    fi
  done
  return 1
}

if ! install_packages requirements.txt; then
  echo "NOTE: no Python here can have the versions of packages with which you grade; others are taken"
  install_packages requirements-minimum.txt
fi
"$venv/bin/python" -m compileall -q "$source/kit"
