using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;
using Moltbot.TestSupport.Runs;

namespace Moltbot.Policy.Tests.Scopes;

/// <summary>Invariant 1, attacks A4 to A7: authority never grows, whatever is asked in whatever order.</summary>
public sealed class ScopeLatticeTests
{
    private static readonly string[] Texts = [.. OperatorScopes.All, "OPERATOR.ADMIN", "operator.*", "", "operator.admin,operator.read"];

    [Fact]
    public void A_grant_lies_within_all_its_bounds()
    {
        var random = new Random(20260131);
        for (var round = 0; round < LongRuns.Rounds(ordinary: 20_000, full: 1_000_000); round++)
        {
            var asked = Some(random);
            var stored = Some(random);
            var granter = Some(random);

            var granted = ScopeLattice.Grant(asked, stored, granter);

            var closure = ScopeLattice.Closure(granted);
            closure.ShouldBeSubsetOf(ScopeLattice.Closure(asked));
            closure.ShouldBeSubsetOf(ScopeLattice.Closure(stored));
            closure.ShouldBeSubsetOf(ScopeLattice.Closure(granter));
            granted.ShouldBeSubsetOf(asked);
            granted.ShouldBeSubsetOf(OperatorScopes.All);
        }
    }

    [Fact]
    public void No_sequence_of_rotations_gives_back_what_one_took_away_or_what_the_caller_had_not()
    {
        var random = new Random(7);
        for (var round = 0; round < LongRuns.Rounds(ordinary: 2_000, full: 1_000_000); round++)
        {
            string[] caller = [.. Some(random).Where(scope => scope != OperatorScopes.Admin)];
            var role = (IReadOnlyList<string>)Some(random);
            for (var step = 0; step < 6; step++)
            {
                var before = ScopeLattice.Closure(role);
                var rotated = DeviceAuthority.Rotate(caller, role, random.Next(3) == 0 ? null : Some(random));
                if (rotated is null)
                {
                    continue;
                }

                role = rotated;
                var closure = ScopeLattice.Closure(role);
                closure.ShouldBeSubsetOf(before);
                closure.ShouldBeSubsetOf(ScopeLattice.Closure(caller));
            }
        }
    }

    [Fact]
    public void A_caller_with_pairing_alone_hands_on_nothing_else()
    {
        string[] pairing = [OperatorScopes.Pairing];
        DeviceAuthority.MayApprove(pairing, [OperatorScopes.Admin]).ShouldBeFalse();
        DeviceAuthority.MayApprove(pairing, [OperatorScopes.Pairing]).ShouldBeTrue();
        DeviceAuthority.Rotate(pairing, [OperatorScopes.Admin], null).ShouldBeNull();
        DeviceAuthority.Rotate([OperatorScopes.Admin], [OperatorScopes.Read], [OperatorScopes.Admin]).ShouldBeNull();
        DeviceAuthority.MayRevoke(pairing, [OperatorScopes.Admin]).ShouldBeFalse();
    }

    private static string[] Some(Random random) => [.. Texts.Where(_ => random.Next(2) == 0)];
}
