using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Old results of tools become shorter in prompts once the provider does not keep the last one any more; the transcript stays.</summary>
public sealed class ContextPruningTests : IAsyncLifetime
{
    private const string Pruning = "contextPruning: { mode: 'cache-ttl', keepLastAssistants: 1, softTrimRatio: 0, hardClearRatio: 1 },";

    private static readonly string Result = "begins " + new string('x', 6_000) + " ends";

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();
    private SimulatedModelProvider _model = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        LongTalk.Script(_model);
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Pruning, true)]
    [InlineData("", false)]
    public async Task A_result_is_trimmed_in_prompts_after_a_while_where_that_is_configured(string pruning, bool isTrimmed)
    {
        await using SessionHost silo = await Start(pruning);
        await Look(silo);
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        await silo.Subscribe();
        await silo.Ask("soon", "r2");
        ResultIn(_model.Requests[^1]).ShouldBe(Result, "the provider still has it");

        _time.Advance(TimeSpan.FromMinutes(5));
        await silo.Subscribe();
        await silo.Ask("later", "r3");

        string told = ResultIn(_model.Requests[^1]);
        told.Contains("[Tool result trimmed: kept first 1500 chars and last 1500 chars of 6012 chars.]", StringComparison.Ordinal).ShouldBe(isTrimmed);
        told.ShouldStartWith("begins ");
        (await silo.Transcript()).ShouldContain("toolResult: " + Result);

        await silo.Ask("at once", "r4");
        ResultIn(_model.Requests[^1]).ShouldBe(told, "what the provider keeps now stays as it is");
    }

    [Fact]
    public async Task What_is_shortened_leaves_room()
    {
        await using SessionHost silo = await Start(Pruning + "compaction: { reserveTokensFloor: 0, memoryFlush: { enabled: false } },", window: 3_000);
        await Look(silo);
        _time.Advance(TimeSpan.FromMinutes(6));
        await silo.Subscribe();

        await silo.Ask(LongTalk.Message("two"), "r2");

        LongTalk.Summaries(_model).ShouldBeEmpty();
        ResultIn(_model.Requests[^1]).ShouldContain("[Tool result trimmed");
    }

    private static string ResultIn(SimulatedModelRequest request) => LongTalk.Told(request).Single(static message => message.Role == "tool").Text;

    private async Task Look(SessionHost silo)
    {
        ScriptedRunner runner = await ScriptedRunner.Connect(silo.Grains, silo.Events);
        runner.Script = static _ => ScriptedRunner.Says(Result);
        _model.Enqueue(ModelReply.Empty.ThenToolCall("c1", "read", """{"path":"a"}""").WithUsage(0, 0));
        (await silo.Ask("look", "r1")).State.ShouldBe(RunState.Ok);
    }

    private Task<SessionHost> Start(string pruning, int window = 200_000) => SessionHost.Start(
        _folder.Path,
        _model,
        _time,
        SessionHost.ConfigFor(_model, ScriptedRunner.Allowed)
            .Replace("contextWindow: 200000", $"contextWindow: {window}", StringComparison.Ordinal)
            .Replace("defaults: {", "defaults: { " + pruning, StringComparison.Ordinal));
}
