using System.Net;
using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

/// <summary>Where a tenant's requests must not lead (S1).</summary>
public sealed class PublicDestinationTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST.")]
    [InlineData("a.localhost")]
    [InlineData("printer.local")]
    [InlineData("metadata.google.internal.")]
    [InlineData("redis.default.svc")]
    [InlineData("redis.default.SVC.")]
    [InlineData("redis.default.svc.cluster.local")]
    public void Names_of_the_inside_lead_nowhere_whatever_they_resolve_to(string host) => Judge(host, "1.1.1.1").ShouldBe(DestinationVerdict.InternalName);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("224.0.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    public void Addresses_of_the_inside_lead_nowhere(string host) => Judge(host, "1.1.1.1").ShouldBe(DestinationVerdict.PrivateAddress);

    [Theory]
    [InlineData("127.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("2130706433")]
    public void Other_spellings_of_an_address_count_as_what_they_resolve_to(string host) => Judge(host, "127.0.0.1").ShouldBe(DestinationVerdict.ResolvesToPrivate);

    [Fact]
    public void One_inner_address_among_others_is_enough()
    {
        Judge("example.com", "93.184.216.34", "10.0.0.1").ShouldBe(DestinationVerdict.ResolvesToPrivate);
        Judge("example.com").ShouldBe(DestinationVerdict.Unresolved);
        Judge(" . ").ShouldBe(DestinationVerdict.NoName);
        Judge("EXAMPLE.com.", "93.184.216.34", "2606:4700::1111").ShouldBe(DestinationVerdict.Allowed);
        Judge("svc.example.com", "93.184.216.34").ShouldBe(DestinationVerdict.Allowed);
    }

    [Fact]
    public void Only_what_is_judged_allowed_is_allowed()
    {
        PublicDestination.Allows("example.com", [IPAddress.Parse("93.184.216.34")]).ShouldBeTrue();
        PublicDestination.Allows("example.com", [IPAddress.Loopback]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(" EXAMPLE.com. ", "example.com")]
    [InlineData("[::1]", "::1")]
    [InlineData("[::1", "[::1")]
    [InlineData(null, "")]
    public void A_name_has_one_form(string? name, string form) => InternalHostName.Normalize(name).ShouldBe(form);

    private static DestinationVerdict Judge(string host, params string[] addresses) =>
        PublicDestination.Judge(host, [.. addresses.Select(IPAddress.Parse)]);
}
