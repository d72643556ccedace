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

# The program of a project: compiled ahead of time where that was done, else as built.
program() {
  local ahead=$here/artifacts/$GrainEngine/ahead/$1
  is_compiled_ahead "$1" || ahead=$here/artifacts/$GrainEngine/bin/$1/release
  printf '%s/%s' "$ahead" "$2"
}

is_compiled_ahead() {
  local mark=$here/artifacts/$GrainEngine/ahead/$1/.compiled
  [ -f "$mark" ] && [ -z "$(find "$here/artifacts/$GrainEngine/bin/$1/release" -newer "$mark" -print -quit)" ]
}

# Compiles what was built ahead of time, so that its start does not wait for the JIT. It starts without that, too, only later: a package
# feed that lacks the compiler is asked once for each SDK that global.json names.
compile_ahead() {
  local project=$1 to=$here/artifacts/$GrainEngine/ahead/$1 lacking=$here/artifacts/ahead-of-time.lacking stamp log
  stamp=$(cksum <"$here/global.json") log=$here/artifacts/ahead-of-time.log
  if is_compiled_ahead "$project" || [ "$(cat "$lacking" 2>/dev/null)" = "$stamp" ]; then return 0; fi
  say "compiling $project ahead of time ..."
  rm -rf "$to"
  if sdk build "$here/eng/ahead-of-time/ahead-of-time.csproj" -c Release -v q --nologo -clp:ErrorsOnly "-p:GrainEngine=$GrainEngine" \
    "-p:From=$here/artifacts/$GrainEngine/bin/$project/release/" "-p:To=$to/" >"$log" 2>&1; then
    touch "$to/.compiled"
  else
    rm -rf "$to"
    printf '%s\n' "$stamp" >"$lacking"
    say "not compiled ahead of time: it will start more slowly (see artifacts/ahead-of-time.log)"
  fi
}

# Builds a project when anything in the tree is newer than its last build with this engine, or files came or went. The engine is
# given as a global property, which wins over one in the user's build.props. Without analyzers, which the build of the tests runs: they take most
# of the time that a first start of a fresh clone does.
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
  sdk build "$project" -p:GrainEngine="$GrainEngine" -c Release -v q --nologo -clp:ErrorsOnly -p:RunAnalyzers=false >&2 || fail "the build failed; the errors stand above"
  mv "$mark.new" "$mark"
}

# What a build reads, by find's own expressions.
sources() {
  find "$here" -path "$here/artifacts" -prune -o -path "$here/.git" -prune -o -type f \
    \( -name '*.cs' -o -name '*.csproj' -o -name '*.props' -o -name '*.targets' -o -name '*.sql' -o -name '*.json' -o -name '*.txt' \) \
    "${@:--print}"
}
