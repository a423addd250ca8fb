# Sourced by ./run and ./test: finds what the studio needs, installs it where that is possible, names it where not.
# Written for the bash 3.2 of macOS too.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false

has() { command -v "$1" >/dev/null 2>&1; }

give_up() {
  echo "$*" >&2
  exit 1
}

need_sdks() {
  has dotnet && dotnet --version >/dev/null 2>&1 ||
    give_up "The .NET SDK 10 is missing (see global.json). Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
  has node && has npm && node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' ||
    give_up "Node 20 or newer is missing. Get it from https://nodejs.org/en/download"
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_use_apt() {
  has apt-get && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

# need <what> <apt> <dnf> <pacman> <brew>: installs the package, or says how.
need() {
  if can_use_apt; then
    echo "Installing $2 ..."
    apt_install "$2" || { as_root apt-get update -qq >/dev/null && apt_install "$2"; } ||
      give_up "$1 is missing, and apt-get could not install $2."
  elif has apt-get; then give_up "$1 is missing. Install it with: sudo apt-get install $2"
  elif has dnf; then give_up "$1 is missing. Install it with: sudo dnf install $3"
  elif has pacman; then give_up "$1 is missing. Install it with: sudo pacman -S $4"
  elif has brew; then give_up "$1 is missing. Install it with: brew install $5"
  else give_up "$1 is missing. Install it with your package manager."
  fi
}

need_redis() {
  has redis-server || need "Redis" redis-server redis redis redis
}

need_browser() {
  has chromium || has chromium-browser || has google-chrome || need "Chromium" chromium chromium chromium chromium
  [ "$(uname -s)" = Darwin ] ||
    [ -n "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" -name '*.[ot]tf' -print -quit 2>/dev/null)" ] ||
    need "A font" fonts-dejavu-core dejavu-sans-fonts ttf-dejavu font-dejavu
}

# Only films need it: without, their tests are skipped.
want_ffmpeg() {
  has ffmpeg || (need "ffmpeg" ffmpeg ffmpeg ffmpeg ffmpeg) || echo "Films are not tested."
}
