using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Heartbeats;

namespace Moltbot.Policy.Tests.Heartbeats;

/// <summary>What of a heartbeat people see on a channel.</summary>
public sealed class HeartbeatVisibilityTests
{
    private const string Channels =
        """
        {"defaults":{"heartbeat":{"showOk":true,"showAlerts":false}},
         "telegram":{"heartbeat":{"showOk":false,"useIndicator":false},"accounts":{"biz":{"heartbeat":{"showAlerts":true}}}},
         "webchat":{"heartbeat":{"showAlerts":true},"accounts":{"biz":{"heartbeat":{"showAlerts":true}}}}}
        """;

    [Theory]
    [InlineData("{}", "telegram", null, false, true, true)]
    [InlineData(Channels, "discord", null, true, false, true)]
    [InlineData(Channels, "telegram", null, false, false, false)]
    [InlineData(Channels, "telegram", "other", false, false, false)]
    [InlineData(Channels, "telegram", "biz", false, true, false)]
    [InlineData(Channels, "webchat", "biz", true, false, true)]
    public void An_accounts_own_settings_come_before_its_channels_and_those_before_everybodys(
        string channels, string channel, string? account, bool showOk, bool showAlerts, bool useIndicator) =>
        HeartbeatVisibility.Of(new ConfigSection(JsonElement.Parse(channels)), channel, account)
            .ShouldBe(new HeartbeatVisibility(showOk, showAlerts, useIndicator));
}
