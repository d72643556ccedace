using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>When a session begins anew by itself (runtime §3).</summary>
public sealed class FreshnessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_system_line_does_not_keep_a_session_from_going_stale()
    {
        var time = new ManualTime();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        await using SessionHost silo = await SessionHost.Start(
            _folder.Path, model, time, SessionHost.ConfigFor(model, "session: { reset: { mode: 'idle', idleMinutes: 60 } }"));
        await silo.Ask("hi", "r1");
        SessionEntry before = (await silo.Session().Entry())!;

        time.Advance(TimeSpan.FromMinutes(45));
        await silo.Session().AddSystemEvent(SessionHost.Main, "A device connected.");
        SessionEntry noted = (await silo.Session().Entry())!;
        time.Advance(TimeSpan.FromMinutes(45));
        await silo.Subscribe();
        await silo.Ask("again", "r2");

        noted.UpdatedAt.ShouldBe(before.UpdatedAt);
        noted.Revision.ShouldBeGreaterThan(before.Revision);
        (await silo.Session().Entry())!.SessionId.ShouldNotBe(before.SessionId);
        (await silo.Transcript()).Count.ShouldBe(2);
    }
}
