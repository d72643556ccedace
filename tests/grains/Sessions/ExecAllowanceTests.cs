using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Sessions;

/// <summary>However a conversation ends, what was allowed for it ends with it.</summary>
public sealed class ExecAllowanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("the method")]
    [InlineData("the command")]
    [InlineData("time")]
    [InlineData("deletion")]
    public async Task It_is_forgotten_when_the_conversation_ends_by(string end)
    {
        var time = new ManualTime();
        await using SimulatedModelProvider model = await SimulatedModelProvider.StartAsync();
        await using SessionHost silo = await SessionHost.Start(
            _folder.Path, model, time, SessionHost.ConfigFor(model, "session: { reset: { mode: 'idle', idleMinutes: 60 } }"));
        await silo.Ask("hi", "r1");
        string before = (await silo.Session().Entry())!.SessionId;
        await Allowances(silo).Add(before, "run");

        await silo.Ask("still there?", "r2");
        (await Allowances(silo).Has(before, "run")).ShouldBeTrue("the conversation goes on");
        switch (end)
        {
            case "the method":
                await silo.Session().Reset(SessionHost.Main);
                break;
            case "the command":
                await silo.Ask("/new", "r3");
                break;
            case "time":
                time.Advance(TimeSpan.FromHours(2));
                await silo.Subscribe();
                await silo.Ask("good morning", "r3");
                break;
            default:
                await silo.Session().Delete(deleteTranscript: true);
                break;
        }

        (await silo.Session().Entry())?.SessionId.ShouldNotBe(before);
        (await Allowances(silo).Has(before, "run")).ShouldBeFalse();
    }

    private static IExecAllowancesGrain Allowances(SessionHost silo) =>
        silo.Grain<IExecAllowancesGrain>(GrainKey.ForSession(SessionHost.Tenant, SessionHost.Main).ToString());
}
