using Moltbot.Protocol.Mutations;
using Moltbot.Policy.Tests.Mutations;

[assembly: AssemblyFixture(typeof(RunStart))]

namespace Moltbot.Policy.Tests.Mutations;

/// <summary>
/// Begins each run of the tests with new tables. Where mutations are measured one process runs the tests again and again, each time with another
/// mutation at work: a table made while one was at work would fail the tests of all that follow, and a mutation of a table made before would
/// never be seen. Part of the build only where <c>eng/scripts/mutation.sh</c> has rewritten the tables.
/// </summary>
public sealed class RunStart
{
    public RunStart()
    {
        TableRun.Next();

        // While coverage is captured every place of policy/ keeps a record, and a test may take a minute.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("STRYKER_COVERAGE_FILE")))
        {
            Watchdog.Restart();
        }
    }
}
