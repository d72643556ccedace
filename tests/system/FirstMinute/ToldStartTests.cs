using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;

namespace Moltbot.System.Tests.FirstMinute;

/// <summary>What a running gateway tells its own command line of arguments and variables that nobody else sees: never a secret.</summary>
public sealed class ToldStartTests : IDisposable
{
    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Without_options_and_variables()
    {
        await using RunningSystem system = await RunningSystem.Start(_state);

        Told(system).ToJsonString().ShouldBe(
            """{"bind":"loopback","tls":false,"database":{"kind":"sqlite"},"masterKey":{"source":"master.key","weak":false},"guessableSecret":false,"guessableOperatorToken":false}""");
    }

    [Fact]
    public async Task By_options_and_variables()
    {
        const string key = "Y2hhbmdlLW1lLXBsZWFzZS0xMjM0NTY3ODkwYWJjZGU=", secret = "changeme-changeme-changeme";
        await using RunningSystem system = await RunningSystem.Start(_state, ["--bind", "auto"], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MOLTBOT_MASTER_KEY"] = key, ["MOLTBOT_GATEWAY_TOKEN"] = secret, ["MOLTBOT_OPERATOR_TOKEN"] = $"mbt_operator_{secret}",
        });

        Told(system).ToJsonString().ShouldBe(
            """{"bind":"auto","tls":false,"database":{"kind":"sqlite"},"masterKey":{"source":"MOLTBOT_MASTER_KEY","weak":true},"guessableSecret":true,"guessableOperatorToken":true}""");
    }

    /// <summary>What is told beside where it listens.</summary>
    private JsonObject Told(RunningSystem system)
    {
        string path = Path.Combine(_state.Path, "gateway.json");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        JsonObject told = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        ((string?)told["url"]).ShouldBe($"ws://127.0.0.1:{system.Url.Port}");
        ((int)told["port"]!).ShouldBe(system.Url.Port);
        ((int)told["pid"]!).ShouldBe(system.Program.Id);
        foreach (string known in (ReadOnlySpan<string>)["url", "port", "pid"])
        {
            told.Remove(known);
        }

        return told;
    }
}
