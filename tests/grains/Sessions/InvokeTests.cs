using Microsoft.Extensions.DependencyInjection;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Models.Calls;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>Tools that a program calls without a turn: how many at once, and for how long.</summary>
public sealed class InvokeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HangingService _service = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_that_hangs_holds_four_calls_of_a_session_for_25_seconds()
    {
        var time = new ManualTime();
        await using SessionHost silo = await SessionHost.Start(
            _folder.Path, null, time: time, config: "{ tools: { web: { search: { apiKey: 'key' } } } }",
            more: services => services.AddSingleton<IPublicCalls>(_service));
        Task<ToolInvocationAnswer>[] hanging = [.. Enumerable.Range(0, 4).Select(_ => Search(silo, SessionHost.Main))];
        await Waits.Until(() => _service.Calls == 4 || hanging.Any(static call => call.IsCompleted), "four are asked");
        hanging.ShouldAllBe(static call => !call.IsCompleted);

        (await Search(silo, SessionHost.Main)).Outcome.ShouldBe(ToolInvocationOutcome.Busy);
        Task<ToolInvocationAnswer> elsewhere = Search(silo, "agent:main:other");
        await Waits.Until(() => _service.Calls == 5, "the fifth is asked");
        time.Advance(TimeSpan.FromSeconds(24));
        hanging.ShouldAllBe(static call => !call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));

        foreach (Task<ToolInvocationAnswer> call in hanging.Append(elsewhere))
        {
            (await call).ShouldBe(new ToolInvocationAnswer(ToolInvocationOutcome.Failed, "web_search did not answer within 25 seconds"));
        }

        _service.IsOpen = true;
        (await Search(silo, SessionHost.Main)).Outcome.ShouldBe(ToolInvocationOutcome.Done, "what ended makes room");
    }

    private static Task<ToolInvocationAnswer> Search(SessionHost silo, string key) =>
        silo.Session(key).Invoke(new ToolInvocation { SessionKey = key, Tool = "web_search", ArgumentsJson = """{"query":"milk"}""" });

    private sealed class HangingService : IPublicCalls
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public bool IsOpen { get; set; }

        public async Task<string> SendAsync(PublicCall call, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            if (!IsOpen)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return "{}";
        }
    }
}
