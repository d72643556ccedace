using System.Text.Json.Nodes;
using Moltbot.System.Tests.Support;
using Moltbot.System.Tests.Tools;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;

namespace Moltbot.System.Tests.Attacks;

/// <summary>A running system whose agents have tools, and a model that somebody else speaks through: it calls what the test says.</summary>
public sealed class AttackedTools : IAsyncLifetime
{
    /// <summary>The session of an agent for which a list says what may run, and one of whose safe programs is <c>sort</c>.</summary>
    public const string Careful = "agent:careful:main";

    /// <summary>The session of an agent for which a list says what may run, and nobody is asked.</summary>
    public const string Listed = "agent:listed:main";

    /// <summary>The session of an agent for which people are asked about what is on no list.</summary>
    public const string Asked = "agent:asked:main";

    private readonly StateFolder _state = new();
    private SimulatedModelProvider _model = null!;
    private int _calls;

    internal RunningSystem System { get; private set; } = null!;

    internal GatewayTestClient Operator { get; private set; } = null!;

    /// <summary>The port of the model's provider, which the host reaches.</summary>
    internal int ModelPort => _model.BaseUrl.Port;

    internal string Token => _state.Token;

    internal string StatePath => _state.Path;

    /// <summary>The folders of all sandboxes.</summary>
    internal string Sandboxes => Path.Combine(_state.Path, "runner", "sandboxes");

    public async ValueTask InitializeAsync()
    {
        _model = await SimulatedModelProvider.StartAsync();
        JsonObject document = Configurations.For(_model).WithGateway(new JsonObject
        {
            ["nodes"] = new JsonObject { ["allowCommands"] = new JsonArray("tools.run") },
            ["http"] = new JsonObject { ["endpoints"] = new JsonObject { ["chatCompletions"] = new JsonObject { ["enabled"] = true } } },
        });
        document["agents"]!["defaults"]!["sandbox"] = new JsonObject { ["mode"] = "all" };
        document["agents"]!["list"] = new JsonArray(
            new JsonObject { ["id"] = "main", ["default"] = true },
            new JsonObject
            {
                ["id"] = "careful",
                ["tools"] = new JsonObject { ["exec"] = new JsonObject { ["security"] = "allowlist", ["ask"] = "off", ["safeBins"] = new JsonArray("sort") } },
            },
            new JsonObject { ["id"] = "listed", ["tools"] = new JsonObject { ["exec"] = new JsonObject { ["security"] = "allowlist", ["ask"] = "off" } } },
            new JsonObject { ["id"] = "asked", ["tools"] = new JsonObject { ["exec"] = new JsonObject { ["security"] = "allowlist", ["ask"] = "on-miss" } } },
            new JsonObject { ["id"] = "reader", ["tools"] = new JsonObject { ["deny"] = new JsonArray("exec", "write") } });
        _state.Configure(document);
        if (RunnerProcess.HasSandboxes)
        {
            await Start("/");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (RunnerProcess.HasSandboxes)
        {
            await Operator.DisposeAsync();
            await System.DisposeAsync();
        }

        await _model.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>Has the model call a tool once in a session; answers what it was told of the call.</summary>
    internal Task<string> Call(string tool, JsonObject arguments, string session = "main") =>
        Call(tool, arguments, async id => (await Operator.Ask("go on", "run-" + id, session)).ShouldBe("done"));

    /// <summary>Has the model call a tool once in a run that is begun in some way; answers what it was told of the call.</summary>
    internal async Task<string> Call(string tool, JsonObject arguments, Func<string, Task> run)
    {
        string id = $"c{++_calls}";
        _model.Enqueue(ModelReply.Empty.ThenToolCall(id, tool, arguments.ToJsonString()), ModelReply.Text("done"));
        await run(id);
        return _model.Requests[^1].ResultOf(id);
    }

    /// <summary>Has the model run a script in the sandbox of its session.</summary>
    internal Task<string> Shell(string script) => Call("exec", new JsonObject { ["command"] = script });

    /// <summary>Has the model write a file.</summary>
    internal async Task Write(string path, string content, string session = "main") =>
        (await Call("write", new JsonObject { ["path"] = path, ["content"] = content }, session)).ShouldStartWith("wrote");

    /// <summary>Stops the system and starts it from another folder, as somebody does who is there at the moment.</summary>
    internal async Task RestartIn(string folder)
    {
        await Operator.DisposeAsync();
        await System.Stop();
        await System.DisposeAsync();
        await Start(folder);
    }

    private async Task Start(string folder)
    {
        System = await RunningSystem.Start(_state, ["--runner", Programs.Runner], under: ["/usr/bin/env", "-C", folder]);
        Operator = await System.Connect("operator");
        await Operator.Runner();
    }
}
