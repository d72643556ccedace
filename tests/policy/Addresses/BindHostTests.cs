using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

public sealed class BindHostTests
{
    [Theory]
    [InlineData(null, null, null, "127.0.0.1")]
    [InlineData("loopback", null, null, "127.0.0.1")]
    [InlineData("auto", "10.0.0.1", "100.64.0.1", "127.0.0.1")]
    [InlineData("lan", null, null, "0.0.0.0")]
    [InlineData("tailnet", null, "100.64.0.1", "100.64.0.1")]
    [InlineData("tailnet", null, null, "127.0.0.1")]
    [InlineData("custom", "10.0.0.1", null, "10.0.0.1")]
    public void A_mode_has_its_address(string? bind, string? custom, string? tailnet, string host) =>
        BindHost.Resolve(bind, custom, tailnet).ShouldBe(host);

    [Theory]
    [InlineData("custom", null, "gateway.bind custom needs an IPv4 address, not \"\"")]
    [InlineData("custom", "::1", "gateway.bind custom needs an IPv4 address, not \"::1\"")]
    [InlineData("custom", "999.1.1.1", "gateway.bind custom needs an IPv4 address, not \"999.1.1.1\"")]
    [InlineData("lna", null, "unknown gateway.bind \"lna\" (use loopback, auto, lan, tailnet or custom)")]
    public void A_slip_of_the_pen_opens_nothing(string bind, string? custom, string message) =>
        Should.Throw<FormatException>(() => BindHost.Resolve(bind, custom, null)).Message.ShouldBe(message);

    [Fact]
    public void The_other_loopback_joins_the_first_and_nothing_else()
    {
        BindHost.ListenOn("127.0.0.1", canBindIPv6Loopback: true).ShouldBe(["127.0.0.1", "::1"]);
        BindHost.ListenOn("127.0.0.1", canBindIPv6Loopback: false).ShouldBe(["127.0.0.1"]);
        BindHost.ListenOn("0.0.0.0", canBindIPv6Loopback: true).ShouldBe(["0.0.0.0"]);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("gateway.local", false)]
    public void Only_an_address_of_loopback_is_reachable_from_here_alone(string host, bool isLoopback) =>
        BindHost.IsLoopbackOnly(host).ShouldBe(isLoopback);
}
