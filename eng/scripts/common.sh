# Shared by ./moltbot's verbs. Needs $here, the repository's folder.

say() { printf '%s\n' "$*" >&2; }

fail() { say "moltbot: $*"; exit 1; }

command -v dotnet >/dev/null 2>&1 || fail "the .NET 10 SDK is needed ('dotnet' is not on PATH); see https://dot.net"

# The repository's own global.json counts, wherever the caller stands.
sdk() { (cd "$here" && dotnet "$@"); }

# The engine: as the user said (environment or build.props), else orleans when the package feed has it, else embedded. The trial
# is repeated when the wished version or the user's build.props change.
choose_engine() {
  local props=${MoltbotUserProps:-$HOME/.config/moltbot/build.props} stamp answer
  if [ -z "${GrainEngine:-}" ] && [ -f "$props" ] && grep -q '<GrainEngine' "$props"; then
    GrainEngine=$(sdk msbuild eng/engine-probe/engine-probe.csproj -getProperty:GrainEngine) || fail "$props cannot be read: $GrainEngine"
  fi
  if [ -n "${GrainEngine:-}" ]; then
    check_engine
    return
  fi
  answer=$here/artifacts/engine
  stamp=$( (cat "$here/eng/Engine.props" "$here/Directory.Packages.props" "$props" 2>/dev/null; echo "${OrleansVersion:-}") | cksum)
  if [ ! -f "$answer" ] || [ "$(head -n 1 "$answer")" != "$stamp" ]; then
    mkdir -p "$here/artifacts"
    say "looking for Orleans on the package feed ..."
    if sdk restore eng/engine-probe/engine-probe.csproj -p:GrainEngine=orleans -v q --nologo >"$here/artifacts/engine-probe.log" 2>&1; then
      printf '%s\n%s\n' "$stamp" orleans >"$answer"
    else
      printf '%s\n%s\n' "$stamp" embedded >"$answer"
    fi
  fi
  GrainEngine=$(sed -n 2p "$answer")
  [ "$GrainEngine" = orleans ] || say "engine: embedded (the package feed lacks parts of Orleans; see artifacts/engine-probe.log)"
  export GrainEngine
}

check_engine() {
  case "$GrainEngine" in
    orleans|embedded) export GrainEngine ;;
    *) fail "GrainEngine is '$GrainEngine'; it can be orleans or embedded" ;;
  esac
}

# The program of a project, as built.
program() { printf '%s/artifacts/%s/bin/%s/release/%s' "$here" "$GrainEngine" "$1" "$2"; }

# Builds a project when anything in the tree is newer than its last build with this engine, or files came or went. The engine is
# given as a global property, which wins over one in the user's build.props.
build() {
  local project=$1 mark files
  mark=$here/artifacts/$GrainEngine/$(basename "$project" .csproj).built
  files=$(sources | cksum)
  if [ -f "$mark" ] && [ "$(cat "$mark")" = "$files" ] && [ -z "$(sources -newer "$mark" -print -quit)" ]; then
    return 0
  fi
  say "building $(basename "$project" .csproj) for the $GrainEngine engine ..."
  mkdir -p "$(dirname "$mark")"
  printf '%s\n' "$files" >"$mark.new"
  sdk build "$project" -p:GrainEngine="$GrainEngine" -c Release -v q --nologo -clp:ErrorsOnly >&2 || fail "the build failed; the errors stand above"
  mv "$mark.new" "$mark"
}

# What a build reads, by find's own expressions.
sources() {
  find "$here" -path "$here/artifacts" -prune -o -path "$here/.git" -prune -o -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sql' -o -name '*.json' -o -name '*.txt' \) \
    "${@:--print}"
}
