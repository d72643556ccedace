using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.GrainInterfaces.Subagents;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Subagents;

/// <summary>One model for a session and its sub-agents: it answers by who asks.</summary>
internal sealed class SubagentRig : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private SubagentRig(SimulatedModelProvider model) => Model = model;

    public SimulatedModelProvider Model { get; }

    public string Folder => _folder.Path;

    /// <summary>What the session's model answers a person: it spawns, then says so, unless the test says otherwise.</summary>
    public Func<SimulatedModelRequest, ModelReply> OnAsked { get; set; } = static request => Spawns(request, """{"task":"look into it"}""");

    /// <summary>What a sub-agent's model answers.</summary>
    public Func<SimulatedModelRequest, ModelReply> OnTask { get; set; } = static _ => ModelReply.Text("found it");

    /// <summary>What the session's model answers a report.</summary>
    public Func<SimulatedModelRequest, ModelReply> OnReport { get; set; } = static _ => ModelReply.Text("It was found.");

    public IReadOnlyList<SimulatedModelRequest> Tasks => [.. Model.Requests.Where(IsTask)];

    public IReadOnlyList<SimulatedModelRequest> Reports => [.. Model.Requests.Where(IsReport)];

    public static async Task<SubagentRig> Start()
    {
        var rig = new SubagentRig(await SimulatedModelProvider.StartAsync());
        rig.Model.Script = request => IsTask(request) ? rig.OnTask(request) : IsReport(request) ? rig.OnReport(request) : rig.OnAsked(request);
        return rig;
    }

    /// <summary>A model that calls once, then says that it did.</summary>
    public static ModelReply Spawns(SimulatedModelRequest request, string arguments, string tool = "sessions_spawn") =>
        Last(request).GetProperty("role").GetString() == "tool" ? ModelReply.Text("begun") : ModelReply.Empty.ThenToolCall($"c{Count(request)}", tool, arguments);

    /// <summary>Whose the last message is.</summary>
    public static string Role(SimulatedModelRequest request) => Last(request).GetProperty("role").GetString()!;

    /// <summary>What the last message says.</summary>
    public static string Said(SimulatedModelRequest request) => Last(request).GetProperty("content").ToString();

    /// <summary>What was told of the last call of a turn that a person asked for.</summary>
    public string Told() => Said(Model.Requests.Last(static request => !IsTask(request) && !IsReport(request) && Last(request).GetProperty("role").GetString() == "tool"));

    public static string[] Tools(SimulatedModelRequest request) => request.Body.TryGetProperty("tools", out JsonElement tools)
        ? [.. tools.EnumerateArray().Select(static tool => tool.GetProperty("function").GetProperty("name").GetString()!)]
        : [];

    public Task<SessionHost> Silo(string more = "", string agents = "{ id: 'main' }", string defaults = "", TimeProvider? time = null, Func<SessionHost, Task>? beforeWaking = null) =>
        SessionHost.Start(_folder.Path, Model, time, Config(more, agents, defaults), beforeWaking: beforeWaking);

    public string Config(string more = "", string agents = "{ id: 'main' }", string defaults = "") => SessionHost.ConfigFor(Model, more).Replace(
        """primary: "fake/m1" } }""", $$"""primary: "fake/m1" }{{defaults}} }, list: [{{agents}}]""", StringComparison.Ordinal);

    /// <summary>The only sub-agent, once it was begun by a call.</summary>
    public (string SessionKey, string RunId) Spawned()
    {
        JsonElement told = JsonElement.Parse(Told());
        told.GetProperty("status").GetString().ShouldBe("accepted");
        return (told.GetProperty("childSessionKey").GetString()!, told.GetProperty("runId").GetString()!);
    }

    /// <summary>Waits until the session was told what came of it.</summary>
    public static Task<RunStatus> Reported(SessionHost silo, string runId) => silo.Events.Outcome(runId + ":report");

    public static ISubagentsGrain Of(SessionHost silo, string session = SessionHost.Main) =>
        silo.Grain<ISubagentsGrain>(GrainKey.ForSession(SessionHost.Tenant, session).ToString());

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    private static JsonElement Last(SimulatedModelRequest request) => request.Body.GetProperty("messages").EnumerateArray().Last();

    private static int Count(SimulatedModelRequest request) => request.Body.GetProperty("messages").GetArrayLength();

    private static bool IsTask(SimulatedModelRequest request) =>
        request.Body.GetProperty("messages")[0].GetProperty("content").ToString().Contains("## Sub-agent", StringComparison.Ordinal);

    /// <summary>What was said last, before calls and what came of them, is a report.</summary>
    private static bool IsReport(SimulatedModelRequest request) => request.Body.GetProperty("messages").EnumerateArray()
        .Last(static message => message.GetProperty("role").GetString() == "user").GetProperty("content").ToString().Contains("System: the sub-agent", StringComparison.Ordinal);
}
