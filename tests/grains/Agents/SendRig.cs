using System.Text.Json;
using Moltbot.GrainInterfaces.Sessions;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Grains.Tests.Subagents;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Agents;

/// <summary>A few sessions and one model for all of them: it answers by what was said last.</summary>
internal sealed class SendRig : IAsyncDisposable
{
    public const string Other = "agent:main:other";
    public const string Child = "agent:main:child";
    public const string Family = "agent:family:main";
    public const string Agents = "{ id: 'main' }, { id: 'family' }";
    public const string BothAgents = "tools: { agentToAgent: { enabled: true } }";

    private readonly TemporaryFolder _folder = new();

    private SendRig(SimulatedModelProvider model) => Model = model;

    public SimulatedModelProvider Model { get; }

    /// <summary>What the model of the session that is asked by a person answers: it sends, then says so, unless the test says otherwise.</summary>
    public Func<SimulatedModelRequest, ModelReply> OnAsked { get; set; } = static request => Sends(request);

    /// <summary>What the model of the session that was sent a message answers.</summary>
    public Func<SimulatedModelRequest, ModelReply> OnSent { get; set; } = static _ => ModelReply.Text("there is milk");

    /// <summary>What models were asked for messages of other sessions.</summary>
    public IReadOnlyList<SimulatedModelRequest> Sent => [.. Model.Requests.Where(IsSent)];

    public static async Task<SendRig> Start()
    {
        var rig = new SendRig(await SimulatedModelProvider.StartAsync());
        rig.Model.Script = request => LastUser(request).Contains("said before", StringComparison.Ordinal) ? ModelReply.Text("noted")
            : IsSent(request) ? rig.OnSent(request)
            : rig.OnAsked(request);
        return rig;
    }

    public static string To(string session, string more = "") => $$"""{"sessionKey":"{{session}}","message":"is there milk?"{{more}}}""";

    /// <summary>A model that sends once, then says that it did.</summary>
    public static ModelReply Sends(SimulatedModelRequest request, string? arguments = null) => SubagentRig.Spawns(request, arguments ?? To(Other), "sessions_send");

    /// <summary>What was told of the last call of a turn that a person asked for.</summary>
    public string Told() => SubagentRig.Said(Model.Requests.Last(static request => !IsSent(request) && SubagentRig.Role(request) == "tool"));

    /// <summary>The same as JSON.</summary>
    public JsonElement Answer() => JsonElement.Parse(Told());

    public string Config(string more = "", string agents = Agents, string defaults = "") =>
        SessionHost.ConfigFor(Model, "channels: { telegram: { botToken: '1:a', allowFrom: ['7'] } }" + (more.Length == 0 ? "" : ", " + more)).Replace(
            """primary: "fake/m1" } }""", $$"""primary: "fake/m1" }{{defaults}} }, list: [{{agents}}]""", StringComparison.Ordinal);

    /// <summary>A silo with sessions in which something was said, one of them spawned by the main one.</summary>
    public async Task<SessionHost> Silo(string more = "", string agents = Agents, string defaults = "", TimeProvider? time = null, string spawner = SessionHost.Main)
    {
        SessionHost silo = await SessionHost.Start(_folder.Path, Model, time, Config(more, agents, defaults));
        await silo.Ask("said before", "before-main");
        await silo.Ask("said before", "before-other", Other);
        await silo.Ask("said before", "before-child", Child, request => request with { SpawnedBy = spawner });
        await silo.Ask("said before", "before-family", Family);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        _folder.Dispose();
    }

    public static bool IsSent(SimulatedModelRequest request) => LastUser(request).Contains("System: session ", StringComparison.Ordinal);

    private static string LastUser(SimulatedModelRequest request) => request.Body.GetProperty("messages").EnumerateArray()
        .Last(static message => message.GetProperty("role").GetString() == "user").GetProperty("content").ToString();
}
