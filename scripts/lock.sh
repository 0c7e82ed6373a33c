#!/usr/bin/env bash
# Writes requirements.lock anew from pyproject.toml: every library pinned, every file hashed, no
# registry named. Run it after a change of dependencies, with the oldest Python we support: Debian 12's
# 3.11.2 (PYTHON=/usr/bin/python3), because some libraries ask for a later patch release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools"
"$tools/bin/pip" install --quiet pip-tools
"$tools/bin/pip-compile" --quiet --generate-hashes --extra dev --extra web --extra render --build-deps-for editable \
  --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
  --no-header --output-file requirements.lock pyproject.toml
