using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

/// <summary>B6: what one tenant has refused does not end the calls of another.</summary>
public sealed class InvalidRequestSharesTests
{
    private static readonly Uri Discord = DiscordApiOptions.PublicApiRoot;
    private readonly InvalidRequestShares shares = new(new ManualTime(), mostOfAddress: 10, mostOfTenant: 4);

    [Fact]
    public void What_an_endpoint_of_a_tenants_own_refuses_harms_that_account_alone()
    {
        var own = shares.Of("evil", new Uri("https://discord.com.evil.example/api"));
        Refuse(own, 10);

        own.Pause().ShouldBeGreaterThan(TimeSpan.Zero);
        shares.Of("evil", new Uri("https://notdiscord.com/api")).Pause().ShouldBe(TimeSpan.Zero);
        shares.Of("evil", Discord).Pause().ShouldBe(TimeSpan.Zero);
        shares.Of("good", Discord).Pause().ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("https://discord.com/api")]
    [InlineData("https://DISCORD.com./api")]
    [InlineData("https://canary.discord.com/api")]
    [InlineData("https://discordapp.com:443/api")]
    public void A_tenant_spends_its_share_and_no_more_however_many_bots_it_has(string root)
    {
        Refuse(shares.Of("evil", new Uri(root)), 3);
        var other = shares.Of("evil", Discord);
        other.Pause().ShouldBe(TimeSpan.Zero);

        Refuse(other, 1);

        other.Pause().ShouldBeGreaterThan(TimeSpan.Zero);
        shares.Of("evil", new Uri(root)).Pause().ShouldBeGreaterThan(TimeSpan.Zero);
        shares.Of("good", Discord).Pause().ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void All_together_stop_before_Discord_shuts_out_the_address()
    {
        Refuse(shares.Of("a", Discord), 4);
        Refuse(shares.Of("b", Discord), 4);
        shares.Of("c", Discord).Pause().ShouldBe(TimeSpan.Zero);

        Refuse(shares.Of("c", Discord), 2);

        shares.Of("d", Discord).Pause().ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static void Refuse(InvalidRequests count, int times)
    {
        for (var i = 0; i < times; i++)
        {
            count.Add();
        }
    }
}
