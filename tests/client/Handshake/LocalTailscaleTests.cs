using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Moltbot.Gateway.Handshake.Tailscale;
using Moltbot.TestSupport.Tailscale;
using Moltbot.TestSupport.Time;
using Shouldly;
using Xunit;

namespace Moltbot.Gateway.Tests.Handshake;

/// <summary>How the daemon is asked, and for how long an answer holds.</summary>
public sealed class LocalTailscaleTests
{
    private static readonly IPAddress Address = IPAddress.Parse("100.64.0.9");

    [Fact]
    public async Task A_daemon_that_says_nothing_is_nobody_after_two_seconds()
    {
        var time = new ManualTime();
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.IsSilent = true;
        using var asking = new LocalTailscale(daemon.SocketPath, time, NullLogger<LocalTailscale>.Instance);

        Task<string?> login = asking.LoginOf(Address, CancellationToken.None);
        await daemon.FirstAsked;
        time.Advance(TimeSpan.FromSeconds(1.9));
        login.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.2));

        (await login).ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_daemon_nobody_is_anybody()
    {
        using var asking = new LocalTailscale("/nonexistent/tailscaled.sock", TimeProvider.System, NullLogger<LocalTailscale>.Instance);

        (await asking.LoginOf(Address, CancellationToken.None)).ShouldBeNull();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"UserProfile":null}""")]
    [InlineData("""{"UserProfile":{"LoginName":7}}""")]
    [InlineData("")]
    public async Task An_answer_without_a_person_is_nobody(string answer)
    {
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        daemon.Says(Address.ToString(), answer);
        using var asking = new LocalTailscale(daemon.SocketPath, TimeProvider.System, NullLogger<LocalTailscale>.Instance);

        (await asking.LoginOf(Address, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_holds_for_a_minute_and_none_for_five_seconds()
    {
        var time = new ManualTime();
        await using SimulatedTailscale daemon = await SimulatedTailscale.Start();
        using var asking = new LocalTailscale(daemon.SocketPath, time, NullLogger<LocalTailscale>.Instance);
        var remembered = new RememberedWhois(asking, time);

        (await remembered.LoginOf(Address, CancellationToken.None)).ShouldBeNull();
        daemon.Person(Address.ToString(), "ann@example.com");
        (await remembered.LoginOf(Address, CancellationToken.None)).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(5));
        (await remembered.LoginOf(Address, CancellationToken.None)).ShouldBe("ann@example.com");

        daemon.Person(Address.ToString(), "bob@example.com");
        time.Advance(TimeSpan.FromSeconds(59));
        (await remembered.LoginOf(Address, CancellationToken.None)).ShouldBe("ann@example.com");
        time.Advance(TimeSpan.FromSeconds(1));
        (await remembered.LoginOf(Address, CancellationToken.None)).ShouldBe("bob@example.com");
        daemon.Asked.ShouldBe(3);
    }
}
