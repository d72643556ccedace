using System.Text.Json.Nodes;
using Moltbot.Gateway.Channels;
using Moltbot.Gateway.Channels.Discord;
using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Tests.Channels.Discord.Api;
using Moltbot.Policy.Configuration;
using Moltbot.TestSupport.Discord;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord;

/// <summary>What the accounts of several tenants share.</summary>
public sealed class DiscordPlatformTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_whose_own_endpoint_refuses_everything_shuts_out_nobody_else()
    {
        var time = new ManualTime();
        await using var hostile = await SimulatedDiscord.StartAsync(time);
        await using var good = await SimulatedDiscord.StartAsync(time);
        good.AddBot(DiscordApiFixture.TokenText, "molty");
        var platform = new DiscordPlatform(
            new ChannelPlatformOptions { Environment = _ => null, IsOperator = _ => true }, time, new InvalidRequestShares(time, mostOfAddress: 3, mostOfTenant: 2));
        var refused = await Probe(platform, "evil", hostile);
        for (var i = 0; i < 3; i++)
        {
            refused = await Probe(platform, "evil", hostile);
        }

        refused["error"]!.GetValue<string>().ShouldContain("too many calls were refused");
        (await Probe(platform, "good", good))["ok"]!.GetValue<bool>().ShouldBeTrue();
    }

    private static async Task<JsonNode> Probe(DiscordPlatform platform, string tenant, SimulatedDiscord discord)
    {
        var section = new JsonObject { ["token"] = DiscordApiFixture.TokenText, ["apiRoot"] = discord.ApiRoot.AbsoluteUri };
        var document = ConfigDocument.Restore(new JsonObject { ["channels"] = new JsonObject { ["discord"] = section } }.ToJsonString(), "", 1);
        return JsonNode.Parse((await platform.Probe(tenant, document.Channels, "default", Stop)).Utf8.Span)!;
    }
}
