using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>The runner that <c>up</c> starts, as tests find it.</summary>
internal static class RunnerProcess
{
    public static bool HasSandboxes { get; } = File.Exists("/usr/bin/bwrap");

    /// <summary>Waits until a runner is connected; answers its device.</summary>
    public static async Task<string> Runner(this GatewayTestClient client)
    {
        string device = "";
        await Waits.Until(
            async () =>
            {
                device = (await client.Nodes()).Where(static node => node.GetProperty("connected").GetBoolean())
                    .Select(static node => node.GetProperty("nodeId").GetString()!).FirstOrDefault("");
                return device.Length > 0;
            },
            "a runner to connect");
        return device;
    }

    public static async Task<IReadOnlyList<JsonElement>> Nodes(this GatewayTestClient client) =>
        [.. (await client.CallAsync("node.list", new JsonObject())).GetProperty("nodes").EnumerateArray()];

    /// <summary>The process of the runner: the child of the system that is called so.</summary>
    public static int RunnerId(this RunningSystem system) => Directory.GetDirectories($"/proc/{system.Program.Id}/task")
        .SelectMany(static task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(static id => int.Parse(id, CultureInfo.InvariantCulture))
        .Single(static id => File.ReadAllText($"/proc/{id}/cmdline").Contains("moltbot-runner", StringComparison.Ordinal));

    /// <summary>Kills the runner; done when the gateway says that it is gone, and before another one is started: that takes the keeper two seconds.</summary>
    public static async Task KillRunner(this RunningSystem system, GatewayTestClient client)
    {
        using var runner = global::System.Diagnostics.Process.GetProcessById(system.RunnerId());
        runner.Kill();
        await Waits.Until(async () => !(await client.Nodes()).Any(static node => node.GetProperty("connected").GetBoolean()), "the runner to be gone");
    }

    /// <summary>What the model was told of a call.</summary>
    public static string ResultOf(this SimulatedModelRequest request, string callId) => request.Body.GetProperty("messages").EnumerateArray()
        .Single(message => message.TryGetProperty("tool_call_id", out JsonElement id) && id.GetString() == callId).GetProperty("content") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : throw new InvalidOperationException("the result is no text");
}
