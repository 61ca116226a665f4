# Sourced by the other scripts: a virtual environment in .venv with webdoc in it. Costs nothing when it is there.
#   prepare EXTRAS...   as in `prepare test`
# `prepare test` installs exactly what scripts/locked/ names for this Python and system, where it does; WEBDOC_LOCKED=no
# takes the newest that setup.cfg allows, WEBDOC_LOCKED=yes nothing else. scripts/lock writes it anew.
# Needs a Python of 3.11 or newer; on Debian the venv module is installed when it is missing.

say() { printf '%s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

install_package() { # Debian and its children only; says nothing when it is not there
    command -v apt-get >/dev/null 2>&1 || return 1
    say "Installing $* …"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null 2>&1 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

find_python() {
    for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s' "$candidate"
            return 0
        fi
    done
    say "webdoc needs Python 3.11 or newer, and none was found. On Debian: apt-get install python3 python3-venv"
    return 1
}

system() { # 3.11-linux-x86_64
    "$1" -c 'import platform, sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}-{sys.platform}-{platform.machine()}")'
}

install_locked() {
    [ "$*" = test ] && [ "${WEBDOC_LOCKED:-}" != no ] || return 1
    locked="scripts/locked/$(system .venv/bin/python).txt"
    [ -f "$locked" ] || return 1
    set -- .venv/bin/python -m pip install --quiet --disable-pip-version-check
    "$@" --require-hashes --requirement "$locked" && "$@" --no-deps --no-build-isolation --editable .
}

prepare() {
    python=$(find_python) || exit 1
    mark=$("$python" - "$@" <<'PY'
import hashlib, pathlib, sys
text = b"".join(pathlib.Path(name).read_bytes() for name in ("setup.cfg", "pyproject.toml"))
text += b"".join(path.read_bytes() for path in sorted(pathlib.Path("scripts/locked").glob("*.txt")))
print(hashlib.sha256(text + repr((sys.version_info[:3], sys.argv[1:], str(pathlib.Path.cwd()))).encode()).hexdigest()[:16])
PY
)
    if [ -f ".venv/ready-$mark" ]; then compiled; return 0; fi
    say "Setting up .venv (once) …"
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        install_package python3-venv || true
        "$python" -m venv .venv || { say "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
    fi
    extras=$(IFS=,; printf '%s' "$*")
    if ! install_locked "$@"; then
        [ "${WEBDOC_LOCKED:-}" != yes ] || { say "What scripts/locked/ names cannot be installed."; exit 1; }
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".${extras:+[$extras]}"
    fi
    rm -f .venv/ready-*
    : > ".venv/ready-$mark"
    compiled
}

# As pip leaves what it installs: else every start reads webdoc's source again where Python is told to write no bytecode.
compiled() { .venv/bin/python -m compileall -q webdoc; }

prepare_browser() { # prints the path of a Chromium; empty for Playwright's own
    # Playwright's driver is a program of its own, and the smallest Debian lacks a library of it.
    .venv/bin/python -m playwright --version >/dev/null 2>&1 || install_package libatomic1 || true
    if ! command -v chromium >/dev/null 2>&1; then
        install_package chromium fonts-liberation || .venv/bin/python -m playwright install --with-deps chromium >&2
    fi
    command -v chromium || true
}
