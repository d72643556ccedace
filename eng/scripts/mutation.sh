#!/usr/bin/env bash
# Measures the mutation score of folders of policy/ (docs/mutation.md): mutation.sh [FOLDER ...], such as Scopes Access/Pairing; all
# without any. JOBS processes run the tests side by side (2).
set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
. "$here/eng/scripts/common.sh"

# A clone of what is committed: the tool puts the mutated assembly in the place of the built one.
tree=$here/artifacts/mutation/tree
rm -rf "$tree"
git clone -q --shared "$here" "$tree"

mutate=()
for folder in "${@:-.}"; do
  [ -d "$tree/policy/$folder" ] || fail "there is no folder policy/$folder"
  mutate+=(--mutate "$tree/policy/$folder/**/*.cs")
done

# The embedded engine: policy/ and its tests know none. The properties and variables: tests/policy/Mutations, tests/support/Runs.
export GrainEngine=embedded MutationTesting=true MOLTBOT_TEST_ROUNDS=${MOLTBOT_TEST_ROUNDS:-100} DOTNET_CLI_TELEMETRY_OPTOUT=1
cd "$tree/tests/policy"
dotnet tool restore >&2
dotnet stryker "${mutate[@]}" --concurrency "${JOBS:-2}" --output "$here/artifacts/mutation/report"
