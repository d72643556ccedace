using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Support;
using Moltbot.TestSupport.Devices;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Grains.Tests.Devices;

/// <summary>Invariant 1 over random histories of devices, as the grains keep them; <see cref="AuthorityLedger"/> says what must hold.</summary>
public sealed class DeviceSequenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task In_no_history_do_the_grains_give_a_device_more_than_somebody_who_had_it_gave()
    {
        await using GrainHost host = await GrainHost.Start(_folder.Path);
        var ledger = new AuthorityLedger();
        int rounds = LongRuns.Rounds(ordinary: 200, full: 2_000);
        for (int seed = 0; seed < rounds; seed++)
        {
            await DeviceSequence.Run(seed, new GrainSubject(host, seed), ledger);
        }

        ledger.Tally.ShouldContainKey("kept out after revocation");
        ledger.Tally.ShouldContainKey("approved what was revoked");
        ledger.Tally.ShouldContainKey("let in by a token that outlasts its secret");
    }
}
