using System.Text.RegularExpressions;
using Moltbot.Runner.Containers;

namespace Moltbot.Runner.Tests.Containers;

/// <summary>What an image is looked at for is what tools start.</summary>
public sealed partial class ContainerCheckTests
{
    /// <summary>What starts bubblewrap's sandboxes and the program beside the runner: none of it is looked for in an image.</summary>
    private static readonly string[] Outside = ["bwrap", "choom", "setpriv", "setsid"];

    [Fact]
    public void Each_program_that_a_tool_starts_is_looked_for()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Moltbot.Cluster.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        string[] started =
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "runner"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(static file => Program().Matches(File.ReadAllText(file)).Select(static match => match.Value)).Distinct().Where(static path => !Outside.Contains(Path.GetFileName(path))),
        ];

        started.Length.ShouldBeGreaterThan(15);
        started.Except(ContainerCheck.Programs).ShouldBeEmpty();
    }

    [GeneratedRegex("/usr/bin/[a-z0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Program();
}
