using Moltbot.Conformance;
using Moltbot.Conformance.Adapters.Policy;

namespace Moltbot.Policy.Tests.Cases;

/// <summary>Every file of cases this project answers; what it does not answer is listed by name, so that nothing is skipped in silence.</summary>
public sealed class CaseFileTests(ITestOutputHelper output)
{
    private static readonly ICaseArea[] Areas =
    [
        new ScopesArea(), new DevicesArea(), new SessionsArea(), new SessionResetArea(), new RoutingArea(),
        new AddressesArea(), new AccessArea(), new QueueArea(), new RepliesArea(),
    ];

    [Theory]
    [InlineData("gateway_scopes")]
    [InlineData("device_auth")]
    [InlineData("session_keys")]
    [InlineData("session_reset")]
    [InlineData("routing")]
    [InlineData("net_proxy")]
    [InlineData("dm_access")]
    [InlineData("queue_reply")]
    [InlineData("pairing", "store file name")]
    public void Every_case_is_answered(string file, params string[] notCovered)
    {
        var run = CaseRun.Of(file, Areas);
        output.WriteLine($"{file}: {run.Passed} of {run.Total} passed, {run.Different} differ on purpose");
        run.Failures.ShouldBeEmpty(string.Join('\n', run.Failures));
        run.NotCovered.ShouldBe(notCovered, ignoreOrder: true);
    }
}
