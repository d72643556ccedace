using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Everything that the gateway serves, tried without a credential by its own audit: from outside where it can be reached, else as through a proxy.</summary>
public sealed class DeepAuditTests : IAsyncLifetime
{
    private const string Secret = "canary-gateway-under-audit-5e81b7";
    private readonly StateFolder _state = new();
    private readonly string _ui = Directory.CreateTempSubdirectory("moltbot-ui-").FullName;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_ui, "index.html"), "<!doctype html><title>ui</title>");
        _state.Configure(new JsonObject
        {
            ["gateway"] = new JsonObject
            {
                ["auth"] = new JsonObject { ["token"] = Secret },
                ["controlUi"] = new JsonObject { ["root"] = _ui },
                ["http"] = new JsonObject
                {
                    ["endpoints"] = new JsonObject { ["chatCompletions"] = new JsonObject { ["enabled"] = true }, ["responses"] = new JsonObject { ["enabled"] = true } },
                },
            },
            ["hooks"] = new JsonObject { ["enabled"] = true, ["token"] = "canary-hooks-under-audit-17c2a9" },
        });
    }

    public ValueTask DisposeAsync()
    {
        _state.Dispose();
        Directory.Delete(_ui, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("loopback")]
    [InlineData("lan")]
    public async Task Nothing_answers_without_a_credential(string bind)
    {
        await using RunningSystem system = await RunningSystem.Start(_state, ["--bind", bind], new Dictionary<string, string>(StringComparer.Ordinal) { ["MOLTBOT_GATEWAY_TOKEN"] = Secret });

        (_, string output) = await CommandLine.Run(_state, "security", "audit", "--deep", "--json", "--config", _state.ConfigPath);
        JsonNode report = JsonNode.Parse(output)!;

        // As somebody whom a proxy forwards, and where it listens beyond loopback as somebody who comes directly.
        JsonArray outside = report["deep"]!["outside"]!.AsArray();
        ((bool)report["deep"]!["gateway"]!["ok"]!).ShouldBeTrue(output);
        outside.ShouldAllBe(static view => (bool)view!["ok"]!, output);
        outside.Select(static view => (bool)view!["forwarded"]!).ShouldBe(bind == "loopback" || !HasAddress() ? [true] : [true, false], ignoreOrder: true);
        outside.SelectMany(static view => view!["checks"]!.AsArray()).ShouldAllBe(static check => (string)check!["answer"]! != "no answer", "each was refused in words");
        output.ShouldNotContain(Secret);
        var found = report["findings"]!.AsArray().Select(static finding => (string)finding!["checkId"]!).ToList();
        found.ShouldNotContain("gateway.answers_without_credential");
        found.ShouldNotContain("gateway.exposed_beyond_bind", "it says itself where it listens");
        found.Contains("gateway.bind_no_tls").ShouldBe(bind == "lan");
    }

    private static bool HasAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Any(static address => !IPAddress.IsLoopback(address.Address) && !address.Address.IsIPv6LinkLocal && address.Address.AddressFamily == global::System.Net.Sockets.AddressFamily.InterNetwork);
}
