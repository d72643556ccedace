using System.Diagnostics;
using System.Globalization;
using System.Net;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Guessing the secret from this machine (B1, B2).</summary>
public sealed class BruteForceTests
{
    /// <summary>Ten are free, and each further one doubles a wait of a second: no machine is too slow for all of these waits.</summary>
    private const int MoreThanFree = 20;

    [Fact]
    public async Task Guesses_are_made_to_wait_on_loopback_as_well()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();

        await WhileLimited(
            () => Guess(attacked, static _ => new ConnectOptions { Token = "guess" }),
            async () =>
            {
                GatewayAnswer right = await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret });
                return () =>
                {
                    right.Ok.ShouldBeFalse();
                    RetryAfter(right).TotalMilliseconds.ShouldBeInRange(1, 60_000);
                };
            });
    }

    [Fact]
    public async Task A_made_up_device_token_is_a_guess_like_any_other()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();
        TestDevice device = TestDevice.New();

        await Guess(attacked, _ => new ConnectOptions { Token = Guid.NewGuid().ToString("N"), Device = device });
    }

    [Fact]
    public async Task Another_loopback_address_or_header_is_no_fresh_start()
    {
        await using var attacked = new AttackedSystem { Arguments = ["--port", Ports.Free()] };
        await attacked.InitializeAsync();
        int number = 1;
        var six = new UriBuilder(attacked.System.Url) { Host = "[::1]" }.Uri;

        await WhileLimited(
            () => UntilLimited(async _ =>
            {
                string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.{++number}");
                using HttpMessageInvoker from = Upgrade.From(IPAddress.Parse(address));
                var headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Forwarded-For"] = $"203.0.113.{number}" };
                await using GatewayTestClient client = await GatewayTestClient.OpenAsync(
                    attacked.System.Url, address, headers, cancel: TestContext.Current.CancellationToken, invoker: from);
                return await client.HandshakeAsync(new ConnectOptions { Token = "guess" });
            }),
            async () =>
            {
                await using GatewayTestClient other = await GatewayTestClient.OpenAsync(six, "::1", cancel: TestContext.Current.CancellationToken);
                GatewayAnswer answer = await other.HandshakeAsync(new ConnectOptions { Token = "guess" });
                return () => IsLimited(answer).ShouldBeTrue(answer.Frame.Text);
            });
    }

    [Fact]
    public async Task Who_is_inside_already_stays_inside()
    {
        await using var attacked = new AttackedSystem();
        await attacked.InitializeAsync();
        await using GatewayTestClient owner = await attacked.System.Connect("owner");

        await Guess(attacked, static _ => new ConnectOptions { Token = "guess" });

        (await owner.CallAsync("health")).GetProperty("ok").GetBoolean().ShouldBeTrue();
    }

    /// <summary>Guesses until that is limited; answers the limit, and when it was asked for.</summary>
    private static Task<(GatewayAnswer Limited, long AskedAt)> Guess(AttackedSystem attacked, Func<int, ConnectOptions> guess) =>
        UntilLimited(attempt => attacked.Shake(guess(attempt)));

    private static async Task<(GatewayAnswer Limited, long AskedAt)> UntilLimited(Func<int, Task<GatewayAnswer>> guess)
    {
        for (int attempt = 0; attempt < MoreThanFree; attempt++)
        {
            long askedAt = Stopwatch.GetTimestamp();
            GatewayAnswer answer = await guess(attempt);
            answer.Ok.ShouldBeFalse();
            if (IsLimited(answer))
            {
                return (answer, askedAt);
            }
        }

        throw new ShouldAssertException($"{MoreThanFree} guesses and no limit");
    }

    /// <summary>
    /// Looks at what happens during a limit. What came after it, because the machine is slow, says nothing: then there is another, which
    /// lasts longer.
    /// </summary>
    private static async Task WhileLimited(Func<Task<(GatewayAnswer Limited, long AskedAt)>> limit, Func<Task<Action>> look)
    {
        await Waits.Until(
            async () =>
            {
                (GatewayAnswer limited, long askedAt) = await limit();
                Action judge = await look();
                bool isDuring = Stopwatch.GetElapsedTime(askedAt) < RetryAfter(limited);
                if (isDuring)
                {
                    judge();
                }

                return isDuring;
            },
            "a look that is quicker than the limit it looks at");
    }

    private static TimeSpan RetryAfter(GatewayAnswer answer) =>
        TimeSpan.FromMilliseconds(answer.Frame.Json.GetProperty("error").GetProperty("retryAfterMs").GetInt64());

    private static bool IsLimited(GatewayAnswer answer) => answer.Message?.Contains("too many failed attempts", StringComparison.Ordinal) == true;
}
