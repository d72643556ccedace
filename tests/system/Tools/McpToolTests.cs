using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.System.Tests.Support;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Mcp;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Tools;

/// <summary>A server of tools is written into the configuration, and the model calls it in the session's sandbox.</summary>
public sealed class McpToolTests : IAsyncLifetime
{
    private TelegramRig _rig = null!;
    private RunningSystem _system = null!;
    private GatewayTestClient _operator = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await TelegramRig.Start(static document =>
        {
            TelegramRig.LetRunnersRun(document);
            ToolMcpServer server = ShellServer.Of(("TOKEN", "s3cret-of-the-server"), ("TOOLS", $"{ShellServer.Tool("count", "counts")},{ShellServer.Tool("variables", "tells")},{ShellServer.Tool("die", "ends")}"));
            document["mcp"] = new JsonObject
            {
                ["servers"] = new JsonObject
                {
                    ["shell"] = new JsonObject
                    {
                        ["command"] = server.Command,
                        ["args"] = JsonSerializer.SerializeToNode(server.Args),
                        ["env"] = JsonSerializer.SerializeToNode(server.Env),
                    },
                },
            };
            document["tools"] = new JsonObject { ["deny"] = new JsonArray("mcp_shell_variables"), ["sandbox"] = new JsonObject { ["tools"] = new JsonObject { ["allow"] = new JsonArray("group:mcp") } } };
        });
        _system = await RunningSystem.Start(_rig.State, ["--runner", Programs.Runner]);
        _operator = await _system.Connect("operator");
    }

    public async ValueTask DisposeAsync()
    {
        await _operator.DisposeAsync();
        await _system.DisposeAsync();
        await _rig.DisposeAsync();
    }

    [Fact(SkipUnless = nameof(HasSandboxes), Skip = "bubblewrap is not installed (Debian: apt-get install bubblewrap)")]
    public async Task A_configured_server_is_called_kept_and_ends_with_its_conversation()
    {
        await _operator.Runner();
        await Waits.Until(async () => (await CommandLine.Run(_rig.State, "tools")).Output.Contains("mcp_shell_count", StringComparison.Ordinal), "the server to say what it has");

        (await Call("mcp_shell_count", "run-1")).ShouldContain("Source: Mcp\nFrom: the server of tools shell\n---\n1\n<<<END_EXTERNAL_UNTRUSTED_CONTENT>>>");
        (await Call("mcp_shell_count", "run-2")).ShouldContain("---\n2\n", Case.Sensitive, "it is kept");
        (await Call("mcp_shell_variables", "run-3")).ShouldStartWith("This did not run: the tool policy does not allow it here (global)");
        (await Call("mcp_shell_die", "run-4")).ShouldStartWith("The outcome of this call is unknown: the server shell ended");
        (await Call("mcp_shell_count", "run-5")).ShouldContain("---\n1\n", Case.Sensitive, "another one is begun");
        await _operator.CallAsync("sessions.reset", new JsonObject { ["key"] = "main" });
        (await Call("mcp_shell_count", "run-6")).ShouldContain("---\n1\n", Case.Sensitive, "another conversation has another one");

        _rig.Model.Requests[0].Body.GetProperty("tools").GetRawText().ShouldNotContain("mcp_shell_variables");
        _rig.Model.Requests.ShouldAllBe(static request => !request.Body.GetRawText().Contains("s3cret", StringComparison.Ordinal));
        (await _operator.CallAsync("config.get", new JsonObject())).GetRawText().ShouldNotContain("s3cret");
        _system.Program.Output.Text.ShouldNotContain("s3cret");
    }

    public static bool HasSandboxes => RunnerProcess.HasSandboxes;

    private async Task<string> Call(string tool, string run)
    {
        _rig.Model.Enqueue(ModelReply.Empty.ThenToolCall(run, tool, "{}"), ModelReply.Text("done"));
        (await _operator.Ask("do it", run)).ShouldBe("done");
        return _rig.Model.Requests[^1].ResultOf(run);
    }
}
