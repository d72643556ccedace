using Moltbot.TestSupport.Devices;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>Invariant 1 over random histories of one device; <see cref="AuthorityLedger"/> says what must hold.</summary>
public sealed class DeviceSequenceTests
{
    /// <summary>Everything that the ledger tells apart: a run in which one of them never happens shows nothing about it.</summary>
    private static readonly string[] Told =
    [
        "approval refused", "approved", "approved a new device", "approved another key", "approved beside what is held", "approved what was revoked",
        "kept out after revocation", "let in by a token", "let in by a token that outlasts its secret", "let in by the secret", "paired silently",
        "revocation refused", "revoked", "rotated", "rotated to fewer scopes", "rotated to the same scopes", "rotation refused",
        "token refused", "told to wait for approval",
    ];

    [Fact]
    public async Task In_no_history_does_a_device_get_more_than_somebody_who_had_it_gave()
    {
        var ledger = new AuthorityLedger();
        int rounds = LongRuns.Rounds(ordinary: 5_000, full: 1_000_000);
        for (int seed = 0; seed < rounds; seed++)
        {
            await DeviceSequence.Run(seed, new RecordSubject(), ledger);
        }

        ledger.Tally.Keys.ShouldBe(Told);
        ledger.Tally.Values.Min().ShouldBeGreaterThan(rounds / 100, string.Join(", ", ledger.Tally));
    }
}
