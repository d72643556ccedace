using System.Globalization;
using System.Net;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Guessing the secret from this machine (B1, B2).</summary>
public sealed class BruteForceTests
{
    private const int MoreThanFree = 12;

    [Fact]
    public async Task Guesses_are_made_to_wait_on_loopback_as_well()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();

        (await Guess(attacked, static _ => new ConnectOptions { Token = "guess" })).ShouldBeTrue("guesses of the shared secret");
        GatewayAnswer right = await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret });
        right.Ok.ShouldBeFalse();
        right.Frame.Json.GetProperty("error").GetProperty("retryAfterMs").GetInt64().ShouldBeInRange(1, 60_000);
    }

    [Fact]
    public async Task A_made_up_device_token_is_a_guess_like_any_other()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();
        TestDevice device = TestDevice.New();

        (await Guess(attacked, _ => new ConnectOptions { Token = Guid.NewGuid().ToString("N"), Device = device })).ShouldBeTrue("guesses of a device token");
    }

    [Fact]
    public async Task Another_loopback_address_or_header_is_no_fresh_start()
    {
        await using var attacked = new AttackedSystem { Arguments = ["--port", Ports.Free()] };
        await attacked.InitializeAsync();
        int number = 1;

        bool limited = false;
        for (int attempt = 0; attempt < MoreThanFree && !limited; attempt++)
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.{++number}");
            using HttpMessageInvoker from = Upgrade.From(IPAddress.Parse(address));
            var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = $"203.0.113.{number}" };
            await using GatewayTestClient client = await GatewayTestClient.OpenAsync(
                attacked.System.Url, address, headers, cancel: TestContext.Current.CancellationToken, invoker: from);
            limited = IsLimited(await client.HandshakeAsync(new ConnectOptions { Token = "guess" }));
        }

        limited.ShouldBeTrue();
        var six = new UriBuilder(attacked.System.Url) { Host = "[::1]" }.Uri;
        await using GatewayTestClient other = await GatewayTestClient.OpenAsync(six, "::1", cancel: TestContext.Current.CancellationToken);
        IsLimited(await other.HandshakeAsync(new ConnectOptions { Token = "guess" })).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_inside_already_stays_inside()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();
        await using GatewayTestClient owner = await attacked.System.Connect("owner");

        (await Guess(attacked, static _ => new ConnectOptions { Token = "guess" })).ShouldBeTrue();

        (await owner.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    private static async Task<bool> Guess(AttackedSystem attacked, Func<int, ConnectOptions> guess)
    {
        for (int attempt = 0; attempt < MoreThanFree; attempt++)
        {
            GatewayAnswer answer = await attacked.Shake(guess(attempt));
            answer.Ok.ShouldBeFalse();
            if (IsLimited(answer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsLimited(GatewayAnswer answer) => answer.Message?.Contains("too many failed attempts", StringComparison.Ordinal) == true;
}
