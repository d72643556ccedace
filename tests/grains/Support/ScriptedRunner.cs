using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Events;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Security;
using Moltbot.Grains.Tests.Sessions.Support;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;
using Moltbot.TestSupport.Time;

namespace Moltbot.Grains.Tests.Support;

/// <summary>A runner as its gateway would have it: it hears what the gateway is told and answers what the test says.</summary>
internal sealed class ScriptedRunner
{
    /// <summary>What an operator writes so that a node may run tools.</summary>
    public const string Allowed = "gateway: { nodes: { allowCommands: ['tools.run'] } }";

    private static readonly GrainKey Tenant = GrainKey.ForTenant(TenantId.Default);
    private readonly Channel<NodeInvokeRequestedEvent> _asked = Channel.CreateUnbounded<NodeInvokeRequestedEvent>();
    private readonly ConcurrentQueue<ToolRunParams> _calls = new();
    private readonly ConcurrentQueue<ToolLookup> _lookups = new();
    private readonly IGrainFactory _grains;
    private readonly string _id;

    private ScriptedRunner(IGrainFactory grains, string id) => (_grains, _id) = (grains, id);

    /// <summary>What a call answers; null for no answer. All answer "ok" unless the test says otherwise.</summary>
    public Func<ToolRunParams, ToolRunResult?> Script { get; set; } = static _ => Says("ok");

    /// <summary>What it says of words; without facts it failed. All words name programs of the system unless the test says otherwise.</summary>
    public Func<ToolLookup, ToolFacts?> Facts { get; set; } = static lookup => FactsOf(lookup);

    /// <summary>What it was asked to look for.</summary>
    public IReadOnlyList<ToolLookup> Lookups => [.. _lookups];

    /// <summary>The calls that it was asked for.</summary>
    public IReadOnlyList<ToolRunParams> Calls => [.. _calls];

    /// <summary>Its connection is another from here on, as after a restart.</summary>
    public Task ComeBack() => Say(_id + " again");

    public static async Task<ScriptedRunner> Connect(IGrainFactory grains, EventLog events, string id = "runner", params string[] caps)
    {
        var runner = new ScriptedRunner(grains, id);
        events.Seen += runner.Hear;
        await runner.Say(id, caps);
        return runner;
    }

    public static ToolRunResult Says(string text, bool isError = false) => new() { Text = text, IsError = isError, Outcome = ToolOutcomes.Done };

    public static ToolFacts FactsOf(ToolLookup lookup, char hash = 'a') => new()
    {
        Cwd = "/workspace",
        Programs = [.. lookup.Programs.Select(word => new ToolProgramFact { Word = word, Path = "/usr/bin/" + word, RealPath = "/usr/bin/" + word, ContentHash = new string(hash, 64) })],
        Scripts = [.. lookup.Scripts.Select(word => new ToolScriptFact { Word = word, RealPath = "/workspace/" + word, ContentHash = new string(hash, 64) })],
    };

    /// <summary>The next command that it was sent.</summary>
    public async Task<NodeInvokeRequestedEvent> Next() => await _asked.Reader.ReadAsync().AsTask().InTime();

    /// <summary>Its connection ends.</summary>
    public Task Go()
    {
        CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, "test"));
        return Routes.Disconnected(_id, _id);
    }

    public Task<bool> Answer(string invokeId, ToolRunResult result)
    {
        CallerContext.Use(new CallerClaim { Tenant = TenantId.Default, Principal = "device:" + _id, Role = CallerRole.Node });
        return Routes.Complete(_id, invokeId, new NodeInvokeOutcome { Ok = true, PayloadJson = JsonSerializer.Serialize(result, RunnerJson.Default.ToolRunResult) });
    }

    private Task Say(string connectionId, params string[] caps)
    {
        CallerContext.Use(CallerClaim.ForGateway(TenantId.Default, "test"));
        return Routes.Connected(new ConnectedNode
        {
            Node = new NodeDescription
            {
                NodeId = _id, Platform = "linux", Caps = caps.Length == 0 ? [NodeCommands.ToolsCap] : caps, Commands = [NodeCommands.ToolsRun, NodeCommands.ToolsCancel, NodeCommands.ToolsResolve, NodeCommands.ToolsRelease],
            },
            GatewayId = "test",
            ConnectionId = connectionId,
            ConnectedAt = 1,
            Principal = "device:" + _id,
        });
    }

    private INodeRouteGrain Routes => _grains.GetGrain<INodeRouteGrain>(Tenant.ToString());

    private void Hear(TenantEvent told)
    {
        if (told is not NodeInvokeRequestedEvent asked || asked.ConnectionId != _id)
        {
            return;
        }

        if (asked.Command == NodeCommands.ToolsRun)
        {
            ToolRunParams call = JsonSerializer.Deserialize(asked.ParamsJson!, RunnerJson.Default.ToolRunParams)!;
            _calls.Enqueue(call);
            if (Script(call) is { } result)
            {
                _ = Task.Run(() => Answer(asked.InvokeId, result));
            }
        }

        if (asked.Command == NodeCommands.ToolsResolve)
        {
            ToolLookup lookup = JsonSerializer.Deserialize(asked.ParamsJson!, RunnerJson.Default.ToolRunParams)!.Lookup!;
            _lookups.Enqueue(lookup);
            ToolFacts? facts = Facts(lookup);
            _ = Task.Run(() => Answer(asked.InvokeId, new ToolRunResult { Text = facts is null ? "no" : "", IsError = facts is null, Facts = facts }));
            return;
        }

        _asked.Writer.TryWrite(asked);
    }
}
