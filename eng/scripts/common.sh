# Shared by ./moltbot's verbs. Needs $here, the repository's folder.

say() { printf '%s\n' "$*" >&2; }

fail() { say "moltbot: $*"; exit 1; }

command -v dotnet >/dev/null 2>&1 || fail "the .NET 10 SDK is needed ('dotnet' is not on PATH); see https://dot.net"

# The engine: as the user said (environment or build.props), else orleans when the package feed has it, else embedded. The trial
# is repeated when the wished version or the user's build.props change.
choose_engine() {
  [ -z "${GrainEngine:-}" ] || { export GrainEngine; return; }
  local props=${MoltbotUserProps:-$HOME/.config/moltbot/build.props} stamp answer
  if [ -f "$props" ] && grep -q '<GrainEngine>' "$props"; then
    GrainEngine=$(sed -n 's:.*<GrainEngine>\([a-z]*\)</GrainEngine>.*:\1:p' "$props" | head -n 1)
    export GrainEngine
    return
  fi
  answer=$here/artifacts/engine
  stamp=$( (cat "$here/eng/Engine.props" "$here/Directory.Packages.props" "$props" 2>/dev/null; echo "${OrleansVersion:-}") | cksum)
  if [ ! -f "$answer" ] || [ "$(head -n 1 "$answer")" != "$stamp" ]; then
    mkdir -p "$here/artifacts"
    say "looking for Orleans on the package feed ..."
    if GrainEngine=orleans dotnet restore "$here/eng/engine-probe/engine-probe.csproj" -v q --nologo >"$here/artifacts/engine-probe.log" 2>&1; then
      printf '%s\n%s\n' "$stamp" orleans >"$answer"
    else
      printf '%s\n%s\n' "$stamp" embedded >"$answer"
    fi
  fi
  GrainEngine=$(sed -n 2p "$answer")
  [ "$GrainEngine" = orleans ] || say "engine: embedded (the package feed lacks parts of Orleans; see artifacts/engine-probe.log)"
  export GrainEngine
}

# The program of a project, as built.
program() { printf '%s/artifacts/%s/bin/%s/release/%s' "$here" "$GrainEngine" "$1" "$2"; }

# Builds a project when anything in the tree is newer than its last build with this engine.
build() {
  local project=$1 mark newest
  mark=$here/artifacts/$GrainEngine/$(basename "$project" .csproj).built
  if [ -f "$mark" ]; then
    newest=$(find "$here" -path "$here/artifacts" -prune -o -path "$here/.git" -prune -o -type f \
      \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sql' -o -name '*.json' -o -name '*.txt' \) \
      -newer "$mark" -print -quit)
    [ -n "$newest" ] || return 0
  fi
  say "building $(basename "$project" .csproj) for the $GrainEngine engine ..."
  dotnet build "$here/$project" -c Release -v q --nologo -clp:ErrorsOnly >&2 || fail "the build failed; the errors stand above"
  touch "$mark"
}
