using System.Reflection;
using System.Runtime.CompilerServices;
using Moltbot.Policy.Tests.Mutations;

[assembly: AssemblyFixture(typeof(StaticState))]

namespace Moltbot.Policy.Tests.Mutations;

/// <summary>
/// Makes the tables of policy/ anew before each run of the tests. Where mutations are measured one process runs the tests again and
/// again, each time with another mutation at work: a table made while one was at work would fail the tests of all that follow, and a
/// mutation of a table made before would never be seen. Part of the build only with <c>MutationTesting=true</c>.
/// </summary>
public sealed class StaticState
{
    // A table may be made of tables of other types, in whatever order these come: after as many rounds as the longest chain all are anew.
    private const int LongestChain = 4;

    private static readonly Action[] Initializers = Find();

    public StaticState()
    {
        // While coverage is captured a table counts for the test that needs it first.
        if (Environment.GetEnvironmentVariable("STRYKER_COVERAGE_FILE") is { Length: > 0 })
        {
            return;
        }

        Watchdog.Restart();
        for (var round = 0; round < LongestChain; round++)
        {
            foreach (var initialize in Initializers)
            {
                initialize();
            }
        }
    }

    private static Action[] Find()
    {
        var types = typeof(Policy.Nodes.NodeCommands).Assembly.GetTypes()
            .Where(type => type is { TypeInitializer: not null, ContainsGenericParameters: false }
                && type.Namespace?.StartsWith("Moltbot.", StringComparison.Ordinal) == true)
            .ToList();
        types.ForEach(type => RuntimeHelpers.RunClassConstructor(type.TypeHandle));
        return [.. types.Select(type => Again(type.TypeInitializer!))];
    }

    // Reflection and RunClassConstructor run an initializer once only. Its code writes to read-only fields, which is safe as long as the
    // compiler takes none of them for a constant: in a debug build.
    private static unsafe Action Again(ConstructorInfo initializer)
    {
        var code = (delegate*<void>)initializer.MethodHandle.GetFunctionPointer();
        return () => code();
    }
}
