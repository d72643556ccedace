using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Sessions;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Nodes;

/// <content>
/// Runners: nodes that are given tool calls. A sandbox stays where it is while its runner is connected; who has none gets the runner that a
/// hash of both names chooses, so that after a lost activation mostly the same ones meet.
/// </content>
internal sealed partial class NodeRouteGrain
{
    /// <summary>Below the 30 s after which an engine gives a call up.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    private readonly ToolWaits _waits = new(time);
    private readonly RunnerLeases _leases = new();

    public async Task<bool> HasRunner() => (await Runners()).Count > 0;

    public async Task<IReadOnlyList<string>> ListRunners() => [.. await Runners()];

    public async Task<string?> LeaseRunner(string sandboxKey) => _leases.Take(sandboxKey, await Runners());

    public async Task EndPrograms(string sessionKey, string sessionId)
    {
        var session = new ToolReleaseParams { Tenant = Tenant, SessionKey = sessionKey, SessionId = sessionId };
        foreach (string runner in await Runners())
        {
            string id = Guid.NewGuid().ToString();
            await Invoke(new NodeInvocation
            {
                InvokeId = id,
                NodeId = runner,
                Command = NodeCommands.ToolsRelease,
                ParamsJson = JsonSerializer.Serialize(session, RunnerJson.Default.ToolReleaseParams),
                TimeoutMs = (int)LongestWait.TotalMilliseconds,
                IdempotencyKey = id,
                GatewayId = "",
            });
        }

        if (workspaces.AreStored)
        {
            // What those programs wrote last: a runner lists a workspace when they have ended.
            await Peer<IWorkspaceGrain>(GrainKey.ForAgent(Tenant, SessionKeys.AgentIdOf(sessionKey))).KeepSoon();
        }
    }

    public async Task<NodeInvokeOutcome?> Outcome(string invokeId)
    {
        Sweep();
        await EndLostTools();
        if (_waits.Find(invokeId) is not { } waiting)
        {
            return Failed("UNKNOWN", "the call is not known here any more");
        }

        try
        {
            NodeInvokeOutcome outcome = await waiting.WaitAsync(LongestWait, Time);
            _waits.Told(invokeId);
            return outcome;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Ends the tool calls whose connection is not their runner's any more. A runner that came back, perhaps as another process, knows
    /// nothing of them: to wait for their time to be over would keep the conversation for minutes.
    /// </summary>
    private async Task EndLostTools()
    {
        foreach (string invokeId in _pending
            .Where(entry => _waits.Find(entry.Key) is not null
                && _routes.GetValueOrDefault(entry.Value.Invocation.NodeId)?.Node.ConnectionId != entry.Value.ConnectionId)
            .Select(static entry => entry.Key).ToList())
        {
            await End(invokeId, Failed("NOT_CONNECTED", "the runner's connection ended"));
        }
    }

    private async ValueTask<IReadOnlyCollection<string>> Runners()
    {
        Sweep();
        var runners = new List<string>();
        foreach (Route route in _routes.Values.Where(static route => route.Node.Node.Commands.Contains(NodeCommands.ToolsRun, StringComparer.Ordinal)).ToList())
        {
            if (NodeCommands.IsRunner(route.Node.Node.Caps, route.Node.Node.Commands, await AllowedOf(route.Node.Node)))
            {
                runners.Add(route.Node.Node.NodeId);
            }
        }

        return runners;
    }

    /// <summary>Which runner has which sandbox.</summary>
    private sealed class RunnerLeases
    {
        /// <summary>Leases kept for a tenant; of more all are chosen anew. Arbitrary: a lease is two short texts.</summary>
        private const int MaxLeases = 16_384;

        private readonly Dictionary<string, string> _leases = new(StringComparer.Ordinal);

        public string? Take(string sandboxKey, IReadOnlyCollection<string> runners)
        {
            if (_leases.TryGetValue(sandboxKey, out string? nodeId) && runners.Contains(nodeId, StringComparer.Ordinal))
            {
                return nodeId;
            }

            if (runners.MaxBy(runner => Weight(runner, sandboxKey)) is not { } chosen)
            {
                return null;
            }

            if (_leases.Count >= MaxLeases)
            {
                _leases.Clear();
            }

            return _leases[sandboxKey] = chosen;
        }

        /// <summary>Highest random weight (Thaler and Ravishankar): a runner that comes or goes moves its own share only.</summary>
        private static ulong Weight(string runner, string sandboxKey) =>
            BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{runner}\n{sandboxKey}")));
    }
}
