using System.Net;
using Moltbot.Policy.Devices;

namespace Moltbot.Policy.Tests.Devices;

/// <summary>What the headers of Tailscale Serve are worth (protocol.md §2.4).</summary>
public sealed class TailscaleClaimTests
{
    private static readonly TailscaleClaim Claim = new(IPAddress.Parse("::ffff:127.0.0.1"), " Alice@example.com ", "100.64.0.7", "https", "box.tail.ts.net");

    [Fact]
    public void The_daemons_own_word_makes_it_true()
    {
        Claim.IsMade.ShouldBeTrue();
        Claim.Address.ShouldBe(IPAddress.Parse("100.64.0.7"));
        Claim.Problem().ShouldBeNull();
        Claim.Check(" alice@EXAMPLE.com").ShouldBeNull();
        Claim.Check("mallory@example.com").ShouldBe(SecretFailure.TailscaleUserMismatch);
        Claim.Check(null).ShouldBe(SecretFailure.TailscaleWhoisFailed);
        Claim.Check(" ").ShouldBe(SecretFailure.TailscaleWhoisFailed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_login_nobody_is_asked(string? login)
    {
        var claim = Claim with { UserLogin = login };
        claim.IsMade.ShouldBeTrue("the headers are a proxy's on this machine");
        claim.Problem().ShouldBe(SecretFailure.TailscaleUserMissing);
        claim.Check("alice@example.com").ShouldBe(SecretFailure.TailscaleUserMissing);
        claim.Check("").ShouldBe(SecretFailure.TailscaleUserMissing);
    }

    [Fact]
    public void What_did_not_come_through_a_proxy_here_is_no_claim()
    {
        TailscaleClaim[] others =
        [
            Claim with { Peer = null }, Claim with { Peer = IPAddress.Parse("100.64.0.7") }, Claim with { ForwardedFor = " " }, Claim with { ForwardedFor = null },
            Claim with { ForwardedProto = "" }, Claim with { ForwardedProto = " " }, Claim with { ForwardedProto = null },
            Claim with { ForwardedHost = "" }, Claim with { ForwardedHost = " " }, Claim with { ForwardedHost = null },
        ];
        foreach (var other in others)
        {
            other.Problem().ShouldBe(SecretFailure.TailscaleProxyMissing, other.ToString());
            other.Check("alice@example.com").ShouldBe(SecretFailure.TailscaleProxyMissing, other.ToString());
            other.IsMade.ShouldBeTrue("there is a login");
            (other with { UserLogin = "" }).IsMade.ShouldBeFalse(other.ToString());
        }
    }

    [Fact]
    public void Nobody_is_asked_about_the_first_of_several_addresses()
    {
        var claim = Claim with { ForwardedFor = "100.64.0.9, 100.64.0.7" };
        claim.Address.ShouldBeNull();
        claim.Check("alice@example.com").ShouldBe(SecretFailure.TailscaleWhoisFailed);
    }

    [Fact]
    public void Who_sent_no_secret_is_told_what_is_wrong_with_the_claim()
    {
        TailscaleClaim.Told(SecretFailure.TokenMissing, SecretFailure.TailscaleUserMismatch, sentSecret: false).ShouldBe(SecretFailure.TailscaleUserMismatch);
        TailscaleClaim.Told(SecretFailure.TokenMismatch, SecretFailure.TailscaleUserMismatch, sentSecret: true).ShouldBe(SecretFailure.TokenMismatch);
        TailscaleClaim.Told(SecretFailure.TokenMissing, null, sentSecret: false).ShouldBe(SecretFailure.TokenMissing);
    }
}
