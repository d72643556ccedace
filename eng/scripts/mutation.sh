#!/usr/bin/env bash
# Measures the mutation score of folders of policy/ (docs/mutation.md): mutation.sh [FOLDER ...] [-- OPTIONS OF THE TOOL], such as Scopes
# Access/Pairing; all of policy/ without a folder. JOBS processes run the tests side by side (2).
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$here/eng/scripts/common.sh"

# A clone of what is committed: the tool puts the mutated assembly in the place of the built one.
tree=$here/artifacts/mutation/tree
rm -rf "$tree"
git clone -q --shared "$here" "$tree"

# Tables that are made once for the process would show no mutation; here each run of the tests makes its own. What does so stands in
# another assembly, so that it is not mutated itself.
cp "$here/eng/scripts/mutation/"*.cs "$tree/protocol/"
sed -i 's|</Project>|<ItemGroup><ProjectReference Include="../protocol/Moltbot.Protocol.csproj" /></ItemGroup></Project>|' "$tree/policy/Moltbot.Policy.csproj"
find "$tree/policy" "$tree/tests/policy" "$tree/tests/conformance/Adapters" -name '*.cs' ! -path '*/Mutations/*' -print0 \
  | xargs -0 "$here/eng/scripts/mutation/tables.pl"

# Each run of tests looks through all that there are: those of a folder are enough to notice what changes in it.
mutate=() tests=
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  [ -d "$tree/policy/$1" ] || fail "there is no folder policy/$1"
  mutate+=(--mutate "**/policy/$1/**/*.cs")
  own="${1%%/*}/**/*Tests.cs;"
  [[ $tests == *"$own"* ]] || tests+=$own
  shift
done
[ ${#mutate[@]} -gt 0 ] || mutate=(--mutate "**/policy/**/*.cs")
[ $# -eq 0 ] || shift

# The embedded engine: policy/ and its tests know none. The property and the variable: tests/policy/Mutations, tests/support/Runs.
export GrainEngine=embedded RunAnalyzers=false MutationTesting=true MutationTests=${TESTS:-${tests:+${tests}Cases/**/*Tests.cs}} MOLTBOT_TEST_ROUNDS=${MOLTBOT_TEST_ROUNDS:-100} DOTNET_CLI_TELEMETRY_OPTOUT=1
cd "$tree/tests/policy"
dotnet tool restore >&2
dotnet restore -v q >&2
dotnet stryker "${mutate[@]}" --concurrency "${JOBS:-2}" --output "$here/artifacts/mutation/report" "$@"
