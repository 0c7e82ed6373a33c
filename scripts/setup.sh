#!/usr/bin/env bash
# Sets up everything that `make demo`, `make check` and `make test` need: .venv with the pinned
# libraries, the command .venv/bin/oit, and the few system packages. Quick when nothing changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '%s\n' "$*" >&2; }
stop() { say "$1"; say "$2"; exit 2; }

# The first Python that is new enough. PYTHON=/path/to/python chooses another one.
find_python() {
  local name
  for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    command -v "$name"
    return
  done
}

# Debian ships venv without what it needs to work, until python3-venv is installed.
has_venv() { "$1" -c 'import ensurepip, venv; ensurepip.version()' >/dev/null 2>&1; }

# The demonstration's documents are set in these fonts, whose text layer stays whole in a PDF.
has_thai_fonts() {
  local font found home=${HOME:-/root}
  for font in Garuda Laksaman Loma Norasi; do
    found=$(find /usr/share/fonts /usr/local/share/fonts "$home/.fonts" "$home/.local/share/fonts" \
      -name "$font*" -print -quit 2>/dev/null || true)
    [ -n "$found" ] || return 1
  done
}

# 7z and RAR are opened by this library.
has_library() { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | grep "$1" >/dev/null; }

# Reads the text of scanned documents; without it they are left to a person.
has_thai_ocr() { command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>&1 | grep -qx tha; }

# Draws the pages that are made by scripts; without it they are told as not drawn. What steers it
# needs a library that a small Debian does not have.
has_browser() {
  local name
  for name in chromium chromium-browser google-chrome chrome; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  return 1
}

missing_packages() {
  local python=$1
  if [ -z "$python" ]; then echo python3 python3-venv; elif ! has_venv "$python"; then
    case "$("$python" -c 'import os, sys; print(os.path.realpath(sys.executable))')" in
      /usr/bin/python3.*) echo "python3-venv" ;;
    esac
  fi
  has_thai_fonts || echo fonts-thai-tlwg
  has_thai_ocr || echo tesseract-ocr tesseract-ocr-tha
  has_library libarchive.so.13 || echo libarchive13
  has_browser || echo chromium
  has_library libatomic.so.1 || echo libatomic1
}

# The installers' own words are kept in a file; people see them only when something fails.
quietly() {
  mkdir -p build
  "$@" >build/setup.log 2>&1 && return
  tail -n 5 build/setup.log >&2
  return 1
}

# Installs what is missing when root; otherwise names the one command that does it.
install_packages() {
  local packages=$*
  [ -n "$packages" ] || return 0
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "กำลังติดตั้งแพ็กเกจของระบบ: $packages"
    quietly apt-get update -qq || true
    # shellcheck disable=SC2086  # one word per package is meant
    DEBIAN_FRONTEND=noninteractive quietly apt-get install -y -qq --no-install-recommends $packages || true
  else
    say "ยังขาดแพ็กเกจของระบบ สั่งคำสั่งนี้หนึ่งครั้ง: sudo apt-get install -y $packages"
  fi
}

stamp_of() { { cat requirements.lock pyproject.toml; "$1" -V; pwd; } | sha256sum | cut -d' ' -f1; }

is_ready() {
  [ -x .venv/bin/oit ] && [ -f .venv/oit.stamp ] && [ "$(cat .venv/oit.stamp)" = "$(stamp_of .venv/bin/python)" ]
}

install_libraries() {
  say "กำลังติดตั้งไลบรารีลงใน .venv (ครั้งแรกใช้เวลาไม่กี่นาที)"
  local pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input)
  quietly "${pip[@]}" install --require-hashes --requirement requirements.lock ||
    stop "ติดตั้งไลบรารีไม่สำเร็จ" "ตรวจอินเทอร์เน็ตและที่ว่างในดิสก์ แล้วสั่งคำสั่งเดิม (รายละเอียดใน build/setup.log)"
  quietly "${pip[@]}" install --no-deps --no-build-isolation --config-settings editable_mode=compat \
    --editable . ||
    stop "ติดตั้งคำสั่ง oit ลงใน .venv ไม่สำเร็จ" "ลบโฟลเดอร์ .venv แล้วสั่งคำสั่งเดิม (รายละเอียดใน build/setup.log)"
  stamp_of .venv/bin/python >.venv/oit.stamp
}

python=$(find_python)
# shellcheck disable=SC2046  # one word per package is meant
install_packages $(missing_packages "$python")
is_ready && exit 0
python=$(find_python)
[ -n "$python" ] ||
  stop "ไม่พบ Python 3.11 ขึ้นไปในเครื่องนี้" "ติดตั้ง Python 3.11 แล้วสั่งใหม่ หรือระบุด้วย PYTHON=/ที่อยู่/ของ/python"
has_venv "$python" ||
  stop "Python ในเครื่องนี้ยังสร้าง .venv ไม่ได้" "สั่ง sudo apt-get install -y python3-venv แล้วสั่งคำสั่งเดิมอีกครั้ง"
.venv/bin/python -m pip --version >/dev/null 2>&1 || quietly "$python" -m venv --clear .venv ||
  stop "สร้างโฟลเดอร์ .venv ไม่สำเร็จ" "ตรวจสิทธิ์และที่ว่างในดิสก์ ลบโฟลเดอร์ .venv แล้วสั่งคำสั่งเดิมอีกครั้ง"
install_libraries
say "พร้อมใช้งาน: .venv/bin/oit --help"
