using Moltbot.System.Tests.Support;

namespace Moltbot.System.Tests.FirstMinute;

/// <summary>What a start prints is for whoever started it: no warning that nobody can do anything about.</summary>
public sealed class QuietStartTests : IDisposable
{
    private readonly StateFolder _state = new();

    public static bool IsOrleans => Programs.Engine == "orleans";

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task The_engine_says_nothing_of_its_garbage_collector_and_its_pauses()
    {
        await using RunningSystem system = await RunningSystem.Start(_state);

        // The log's lines are written beside what goes on; the end has all of them written.
        await system.Stop();

        system.Program.Output.Text.ShouldSatisfyAllConditions(
            text => text.ShouldNotContain("ServerGC"), text => text.ShouldNotContain("Orleans.Runtime.Silo"), text => text.ShouldNotContain("Watchdog"));
    }

    [Fact(SkipUnless = nameof(IsOrleans), Skip = "the embedded engine has no such log")]
    public async Task Who_asks_for_the_engines_log_gets_all_of_it()
    {
        await using RunningSystem system = await RunningSystem.Start(
            _state, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_HOST_Logging__LogLevel__Orleans"] = "Warning" });
        await system.Stop();

        system.Program.Output.Text.ShouldContain("ServerGC");
    }
}
