# ./moltbot test [--full] [--cases DIR] [--only NAME]: everything on the embedded engine and, when the feed has it, on Orleans what only
# Orleans can show: its behaviour and a cluster.

usage_of_test() {
  cat <<'EOF'
usage: moltbot test [--full] [--only PROJECT] [--cases DIR]
  --full         also the long runs: grains, gateway and the whole system once more on Orleans, attacks and crashes of one process
                 included and, in tests that try random histories, a million instead of thousands
  --only NAME    one test project, such as policy or system
  --cases DIR    only the conformance table, over every case file of DIR
With GrainEngine=orleans all that meets grains runs there and nothing on the embedded engine, with GrainEngine=embedded the other way round.
EOF
}

run_tests() {
  local only= cases= wished=${GrainEngine:-}
  everything_on_orleans= longest=900 # seconds for each project
  while [ $# -gt 0 ]; do
    case "$1" in
      --full) export MOLTBOT_TEST_FULL=1; everything_on_orleans=1 longest=7200; shift ;;
      --only) only=${2:?--only needs the name of a folder in tests/}; shift 2 ;;
      --cases) [ -d "${2:?--cases needs a folder}" ] || fail "--cases: $2 is not a folder"
        cases=$(readlink -f "$2"); shift 2 ;;
      -h|--help) usage_of_test; return 0 ;;
      *) usage_of_test >&2; fail "unknown option: $1" ;;
    esac
  done

  [ -z "$only" ] || [ -f "$(echo "$here/tests/$only/"*.csproj)" ] ||
    fail "--only: there is no test project '$only'; there are: $(projects_of embedded)"

  [ "$wished" != orleans ] || everything_on_orleans=1
  passed=0 failed=0 skipped=0 failures=
  if [ -n "$cases" ]; then
    GrainEngine=embedded; export GrainEngine
    build silo/Moltbot.Silo.csproj
    build tests/conformance/Moltbot.Conformance.csproj
    exec "$(program Moltbot.Conformance Moltbot.Conformance)" --cases "$cases" --silo "$(program Moltbot.Silo moltbot-silo)"
  fi

  ensure_servers "$only"
  choose_engine
  local available=$GrainEngine
  if [ -z "$wished" ] || [ "$wished" = embedded ]; then
    run_engine embedded "$only"
  fi
  if [ "$wished" = embedded ]; then
    echo "orleans: NOT RUN (GrainEngine=embedded was asked for)"
  elif [ "$available" != orleans ]; then
    echo "orleans: NOT RUN (its packages did not restore; see artifacts/engine-probe.log)"
  elif [ -z "$everything_on_orleans$only" ] && [ "$SECONDS" -gt 880 ]; then
    echo "orleans: NOT RUN (the embedded engine's part took $((SECONDS / 60)) minutes, and all has to end within 20; GrainEngine=orleans runs it)"
  elif [ -z "$only" ] || concerns orleans "$only"; then
    run_engine orleans "$only"
    echo "orleans: ran$([ -n "$everything_on_orleans" ] || echo " engine and cluster; --full: grains, gateway and the whole system too")"
  else
    echo "orleans: NOT RUN ($only does not depend on the engine, or is run there by --full only)"
  fi

  say_podman "$only"
  [ -z "$failures" ] || printf 'failed in: %s\n' "$failures"
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
}

# Which test projects an engine concerns: all of them once, and those that meet grains again on the other engine. system:Cluster is
# what first_of_a_cluster says. The first one runs beside those that follow, up to the whole system, which measures by the clock.
projects_of() {
  case "$1" in
    embedded) echo "grains policy protocol embedded storage models client cli runner engine architecture bench conformance-tests conformance system" ;;
    orleans) if [ -n "$everything_on_orleans" ]; then echo "grains engine client system"; else echo "engine system:Cluster"; fi ;;
  esac
}

# Of a cluster, unless all of Orleans is asked for: who is a member, what a killed silo costs, how fast authority ends.
first_of_a_cluster=(
  "Moltbot.System.Tests.Cluster.ClusterTlsTests.*"
  "Moltbot.System.Tests.Cluster.ClusterTests.Killing_the_silo_of_a_session_during_a_run_costs_no_message"
  "Moltbot.System.Tests.Cluster.ClusterTests.Revoking_a_device_closes_its_sockets_on_both_gateways_within_a_second"
)

# Whether an engine's projects include one.
concerns() { case " $(projects_of "$1") " in *" $2 "*|*" $2:"*) return 0 ;; *) return 1 ;; esac; }

run_engine() {
  GrainEngine=$1; export GrainEngine
  local entry beside= beside_process=
  build_for_tests
  compile_ahead Moltbot.Silo
  for entry in $(projects_of "$GrainEngine"); do
    [ -z "$2" ] || [ "$2" = "${entry%%:*}" ] || continue
    if [ -z "$2" ] && [ "$entry" = grains ]; then
      beside=$entry
      run_project "$entry" &
      beside_process=$!
      continue
    fi
    if [ "${entry%%:*}" = system ] && [ -n "$beside" ]; then
      wait "$beside_process"
      count "$beside"
      beside=
    fi
    run_project "$entry"
    count "$entry"
  done
}

# What both engines share was looked at by the analyzers in the first build; they take half of the time of a build.
build_for_tests() {
  local project options=()
  say "building everything for the $GrainEngine engine ..."
  set -- Moltbot.Cluster.sln
  if [ "$GrainEngine" = orleans ] && [ -z "$everything_on_orleans" ]; then
    set -- tests/engine/Moltbot.Engine.Tests.csproj tests/system/Moltbot.System.Tests.csproj
    options=(-p:RunAnalyzers=false)
  fi
  for project in "$@"; do
    sdk build "$project" -p:GrainEngine="$GrainEngine" "${options[@]}" -c Release -v q --nologo -clp:ErrorsOnly >&2 ||
      fail "the build failed; the errors stand above"
  done
}

# Runs one of the projects; what it prints goes into its log.
run_project() {
  local name=${1%%:*} part=() method project output folder
  if [ "$name" != "$1" ]; then
    for method in "${first_of_a_cluster[@]}"; do part+=(-method "$method"); done
  fi
  project=$(project_of "$name") output=$(log_of "$name")
  say "testing $name ..."
  if [ "$name" = conformance ]; then
    timeout -k 10 "$longest" "$(program "$project" "$project")" --cases "$here/tests/cases" --silo "$(program Moltbot.Silo moltbot-silo)" >"$output" 2>&1 || true
  else
    folder=$(memory_for "$name")
    env ${folder:+TMPDIR="$folder"} MOLTBOT_SILO="$(program Moltbot.Silo moltbot-silo)" MOLTBOT_CLI="$(program Moltbot.Cli moltbot-cli)" \
      timeout -k 10 "$longest" "$(program "$project" "$project")" -noLogo -noColor -longRunning 120 "${part[@]}" >"$output" 2>&1 || true
    [ -z "$folder" ] || rm -rf "$folder"
  fi
}

# A folder in memory, where there is room, for the projects that make a database for each test: none of those is about the disk, and
# most of their time went into waiting for it.
memory_for() {
  case "$1" in
    grains|client)
      if [ -w /dev/shm ] && [ "$(df -k --output=avail /dev/shm | tail -n 1)" -gt 2000000 ]; then
        mktemp -d /dev/shm/moltbot-tests-XXXXXX
      fi ;;
  esac
}

project_of() { basename "$(ls "$here/tests/$1"/*.csproj)" .csproj; }

log_of() { echo "$here/artifacts/$GrainEngine/test-$1.log"; }

# Reads what a test program closed with; a program that closed with nothing has failed.
count() {
  local name=${1%%:*} line total errors bad skip idle output
  output=$(log_of "$name")
  echo "== ${1/://} ($GrainEngine)"
  line=$(grep -aE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$output" | tail -n 1 || true)
  if [ -z "$line" ]; then
    tail -n 40 "$output"
    echo "$name ended without a result"
    failed=$((failed + 1)); failures="$failures $name($GrainEngine)"
    return
  fi
  total=$(sed 's/.*Total: \([0-9]*\).*/\1/' <<<"$line"); errors=$(sed 's/.*Errors: \([0-9]*\).*/\1/' <<<"$line")
  bad=$(sed 's/.*Failed: \([0-9]*\).*/\1/' <<<"$line"); skip=$(sed 's/.*Skipped: \([0-9]*\).*/\1/' <<<"$line")
  idle=$(sed -n 's/.*Not Run: \([0-9]*\).*/\1/p' <<<"$line")
  skip=$((skip + ${idle:-0})) # explicit measurements are not run unless asked for by name
  passed=$((passed + total - errors - bad - skip)); failed=$((failed + errors + bad)); skipped=$((skipped + skip))
  [ "$total" -gt 0 ] || bad=1 failed=$((failed + 1)) # a name that no longer fits must not pass for a run
  if [ $((errors + bad)) -gt 0 ]; then
    failures="$failures $name($GrainEngine)"
    grep -aE '\[FAIL\]|\[ERROR\]|error' -A 12 "$output" | head -n 120 || true
  fi
  grep -aE '\[SKIP\]' "$output" | sort | uniq -c | sort -rn | head -n 5 || true
  echo "$line" | sed 's/^ *//'
}

# What the tests try against for real and Debian has: each is installed when it is missing and may be. The tests start servers of their
# own; none is started here.
ensure_servers() {
  local missing=()
  [ -n "${MOLTBOT_TEST_POSTGRES:-}" ] || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
  [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
  [ -e /usr/lib/nginx/modules/ngx_stream_module.so ] || missing+=(libnginx-mod-stream)
  [ -x /usr/bin/bwrap ] || missing+=(bubblewrap)
  case "$1" in
    ''|runner|system) [ -x /usr/bin/docker ] || [ -x /usr/local/bin/docker ] || missing+=(docker.io) ;;
  esac
  if [ ${#missing[@]} -eq 0 ]; then
    ensure_docker "$1"
    return 0
  fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    say "installing ${missing[*]} for the tests ..."
    mkdir -p "$here/artifacts"
    apt-get update >"$here/artifacts/apt.log" 2>&1 || true
    local package
    for package in "${missing[@]}"; do
      RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$package" >>"$here/artifacts/apt.log" 2>&1 ||
        say "$package could not be installed (artifacts/apt.log); the tests that need it will be skipped"
    done
  else
    say "not installed: ${missing[*]}; tests that need it will be skipped"
  fi
  ensure_docker "$1"
}

# A docker for the tests of sandboxes: the machine's own where one answers, else one that is started for this run, with a socket and a
# folder of its own and no rule of a firewall touched. It needs root and a machine that lets it mount; where it does not begin, those tests
# are skipped. Podman's are run where it is installed and makes containers.
ensure_docker() {
  case "$1" in ''|runner|system) ;; *) return 0 ;; esac
  [ -z "${MOLTBOT_TEST_DOCKER:-}" ] || return 0
  command -v docker >/dev/null 2>&1 || return 0
  ! timeout 10 docker ps >/dev/null 2>&1 || return 0
  if [ "$(id -u)" != 0 ] || ! command -v dockerd >/dev/null 2>&1; then
    say "no docker answers; tests of its sandboxes will be skipped"
    return 0
  fi
  local until=$((SECONDS + 15))
  docker_folder=$(mktemp -d /tmp/moltbot-docker-XXXXXX)
  mkdir -p "$here/artifacts"
  dockerd --iptables=false --ip6tables=false --bridge=none --data-root "$docker_folder/data" --exec-root "$docker_folder/exec" --pidfile "$docker_folder/pid" \
    -H "unix://$docker_folder/socket" >"$here/artifacts/dockerd.log" 2>&1 &
  docker_daemon=$!
  trap end_docker EXIT
  while [ "$SECONDS" -lt "$until" ]; do
    if DOCKER_HOST="unix://$docker_folder/socket" timeout 5 docker ps >/dev/null 2>&1; then
      export MOLTBOT_TEST_DOCKER=$docker_folder/socket
      return 0
    fi
    kill -0 "$docker_daemon" 2>/dev/null || break
    sleep 0.2
  done
  say "docker does not begin on this machine (artifacts/dockerd.log); tests of its sandboxes will be skipped"
  end_docker
}

# Podman is installed by nobody here: that it was not tried is said as it is of an engine.
say_podman() {
  [ -z "$1" ] || [ "$1" = runner ] || return 0
  [ -x /usr/bin/podman ] || [ -x /usr/local/bin/podman ] || echo "podman: NOT RUN (it is not installed; Debian: apt-get install podman)"
}

end_docker() {
  [ -n "${docker_daemon:-}" ] || return 0
  kill "$docker_daemon" 2>/dev/null || true
  wait "$docker_daemon" 2>/dev/null || true
  docker_daemon=
  rm -rf "$docker_folder" 2>/dev/null || true
}
