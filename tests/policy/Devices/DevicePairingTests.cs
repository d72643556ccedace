using Moltbot.Policy.Devices;
using Moltbot.Policy.Scopes;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>Invariant 9: being local grants nothing by itself, and upgrades are never silent.</summary>
public sealed class DevicePairingTests
{
    private static readonly VerifiedDevice Device = new("id", "key", AnsweredChallenge: true);
    private static readonly string[] Everything = [.. OperatorScopes.All];

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, false)]
    public void A_new_device_is_paired_silently_only_locally_and_with_the_shared_secret(bool local, bool secret, bool silent)
    {
        var decision = DevicePairing.Decide(Device, null, "operator", [OperatorScopes.Admin], secret ? Everything : null, local);
        decision.ShouldBe(new PairingDecision(PairingNeed.NotPaired, silent));
    }

    [Fact]
    public void Not_beyond_the_secrets_own_scopes() =>
        DevicePairing.Decide(Device, null, "operator", [OperatorScopes.Admin], [OperatorScopes.Write], isDirectLocal: true)
            .MayGoOn.ShouldBeFalse();

    [Theory]
    [InlineData("operator", "operator.read", PairingNeed.None)]
    [InlineData("node", "operator.read", PairingNeed.RoleUpgrade)]
    [InlineData("operator", "operator.write", PairingNeed.ScopeUpgrade)]
    public void An_upgrade_waits_for_approval_even_locally(string role, string scope, PairingNeed need)
    {
        var stored = new StoredDevice("key", ["operator"], [OperatorScopes.Read]);
        var decision = DevicePairing.Decide(Device, stored, role, [scope], Everything, isDirectLocal: true);
        decision.ShouldBe(new PairingDecision(need, false));
    }

    [Fact]
    public void Admin_in_the_record_does_not_stand_for_the_others()
    {
        var stored = new StoredDevice("key", ["operator"], [OperatorScopes.Admin]);
        DevicePairing.Decide(Device, stored, "operator", [OperatorScopes.Pairing], null, false).Need.ShouldBe(PairingNeed.ScopeUpgrade);
    }

    [Fact]
    public void Another_key_under_a_known_id_is_never_silent()
    {
        var stored = new StoredDevice("other", ["operator"], Everything);
        DevicePairing.Decide(Device, stored, "operator", [], Everything, isDirectLocal: true)
            .ShouldBe(new PairingDecision(PairingNeed.NotPaired, false));
    }
}
