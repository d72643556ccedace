using Moltbot.Policy.Envelopes;

namespace Moltbot.Policy.Tests.Envelopes;

/// <summary>The zone of times in envelopes.</summary>
public sealed class EnvelopeZoneTests
{
    private static readonly TimeZoneInfo Local = TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(3), "here", "here");

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("Local")]
    [InlineData("host")]
    public void Nothing_said_means_the_hosts_zone(string? text) => EnvelopeOptions.ReadZone(text, Local, "Europe/Berlin").ShouldBeSameAs(Local);

    [Theory]
    [InlineData("utc")]
    [InlineData(" GMT ")]
    [InlineData("Nowhere/Land")]
    public void Universal_time_is_meant_by_its_names_and_by_unknown_ones(string text) => EnvelopeOptions.ReadZone(text, Local, null).ShouldBeSameAs(TimeZoneInfo.Utc);

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData(" Europe/Berlin ", "Europe/Berlin")]
    [InlineData("Nowhere/Land", "here")]
    [InlineData(" ", "here")]
    [InlineData(null, "here")]
    public void A_users_zone_is_the_one_named_or_the_hosts(string? user, string zone) => EnvelopeOptions.ReadZone("User", Local, user).Id.ShouldBe(zone);

    [Fact]
    public void A_zone_goes_by_its_name() => EnvelopeOptions.ReadZone(" Europe/Berlin ", Local, null).Id.ShouldBe("Europe/Berlin");
}
