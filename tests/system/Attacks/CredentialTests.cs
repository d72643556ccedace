using System.Text.Json.Nodes;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Who gets in, and with what authority (A2, A3, A4, A7).</summary>
public sealed class CredentialTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    private enum Shown
    {
        Absent,
        Invalid,
        Valid,
    }

    public static TheoryData<string> EveryCombination()
    {
        var all = new TheoryData<string>();
        foreach (Shown token in Enum.GetValues<Shown>())
        {
            foreach (string device in new[] { "absent", "unpaired", "other key", "old signature", "old nonce", "other scopes", "other token" })
            {
                foreach (string password in new[] { "absent", "the token", "wrong" })
                {
                    all.Add($"{token}|{device}|{password}");
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(EveryCombination))]
    public async Task Only_a_valid_token_with_no_device_or_a_true_one_gets_in(string combination)
    {
        string[] parts = combination.Split('|');
        var token = Enum.Parse<Shown>(parts[0]);
        var options = new ConnectOptions
        {
            // Too short a guess to be told from the secret by its length; and never enough of them to be locked out.
            Token = token switch { Shown.Valid => AttackedSystem.Secret, Shown.Invalid => "guess", _ => null },
            Password = parts[2] switch { "the token" => AttackedSystem.Secret, "wrong" => "guess", _ => null },
            Device = parts[1] == "absent" ? null : TestDevice.New(),
            SignedAt = parts[1] == "old signature" ? TimeProvider.System.GetUtcNow().AddMinutes(-11).ToUnixTimeMilliseconds() : null,
            Change = parts[1] switch
            {
                "other key" => static connect => connect["device"]!["publicKey"] = TestDevice.New().PublicKey,
                "old nonce" => static connect => connect["device"]!["nonce"] = Guid.NewGuid().ToString(),
                "other scopes" => static connect => connect["scopes"] = new JsonArray("operator.admin"),
                "other token" => static connect => connect["auth"] = new JsonObject { ["token"] = AttackedSystem.Secret + "x" },
                _ => null,
            },
        };
        bool letIn = token == Shown.Valid && (parts[1] is "absent" or "unpaired");

        (await Eventually(options)).Ok.ShouldBe(letIn);
    }

    [Theory]
    [InlineData("config.get")]
    [InlineData("config.apply")]
    [InlineData("chat.send")]
    [InlineData("agent")]
    [InlineData("health")]
    [InlineData("device.pair.approve")]
    [InlineData("node.invoke")]
    [InlineData("moltbot.pairing.approve")]
    public async Task Nothing_is_done_before_the_handshake(string method)
    {
        await using GatewayTestClient client = await GatewayTestClient.OpenAsync(attacked.System.Url, cancel: TestContext.Current.CancellationToken);

        GatewayAnswer answer = await client.RequestAsync(method, new JsonObject { ["raw"] = "{}" });

        answer.Message.ShouldBe("invalid handshake: first request must be connect");
        (await client.ClosedAsync()).Code.ShouldBe(1008);
    }

    [Fact]
    public async Task A_client_has_the_scopes_it_asked_for_and_no_others()
    {
        await using GatewayTestClient reader = await attacked.System.Connect("reader", new ConnectOptions { Scopes = ["operator.read", "operator.root", "*", "OPERATOR.ADMIN"] });

        (await reader.RequestAsync("health")).Ok.ShouldBeTrue();
        (await reader.RequestAsync("chat.send", Message())).Message.ShouldBe("missing scope: operator.write");
        (await reader.RequestAsync("config.get")).Message.ShouldBe("missing scope: operator.admin");
        (await reader.RequestAsync("device.pair.list")).Message.ShouldBe("missing scope: operator.pairing");
        (await reader.RequestAsync("no.such.method")).Message.ShouldBe("missing scope: operator.admin");
    }

    [Fact]
    public async Task A_node_is_no_operator_and_an_operator_no_node()
    {
        await using GatewayTestClient node = await attacked.System.Connect("node", new ConnectOptions
        {
            Device = TestDevice.New(), Role = "node", ClientId = "node-host", Mode = "node", Scopes = ["operator.admin"],
        });
        await using GatewayTestClient admin = await attacked.System.Connect("admin");

        (await node.RequestAsync("config.get")).Message.ShouldBe("unauthorized role: node");
        (await node.RequestAsync("chat.history", new JsonObject { ["sessionKey"] = "main" })).Message.ShouldBe("unauthorized role: node");
        (await admin.RequestAsync("node.invoke.result", new JsonObject { ["id"] = "1", ["nodeId"] = "n", ["ok"] = true })).Message.ShouldBe("unauthorized role: operator");
    }

    [Fact]
    public async Task Roles_and_client_names_of_ones_own_making_are_refused()
    {
        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Role = "admin" })).Message.ShouldBe("invalid role");
        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, ClientId = "backend-service" })).Ok.ShouldBeFalse();
        (await attacked.Shake(new ConnectOptions { Token = AttackedSystem.Secret, Change = static connect => connect["isAdmin"] = true })).Ok.ShouldBeFalse();
    }

    private static JsonObject Message() => new() { ["sessionKey"] = "main", ["message"] = "x", ["idempotencyKey"] = Guid.NewGuid().ToString() };

    /// <summary>Wrong secrets make the next ones wait; a test of which secret is right waits with them.</summary>
    private async Task<GatewayAnswer> Eventually(ConnectOptions options)
    {
        // A wait is a minute at most; it is over when it was said to be.
        using var patience = new CancellationTokenSource(3 * Waits.Limit, TimeProvider.System);
        while (true)
        {
            GatewayAnswer answer = await attacked.Shake(options);
            if (!answer.Frame.Json.TryGetProperty("error", out var error) || !error.TryGetProperty("retryAfterMs", out var wait))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(wait.GetInt64() + 10), TimeProvider.System, patience.Token);
        }
    }
}
