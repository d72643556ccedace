using System.Text.Json;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Sandboxes;
using Moltbot.Policy.Nodes;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Sandboxes;

/// <summary>Asks a tenant's runners for their sandboxes, all at once, and has them thrown away.</summary>
internal sealed partial class SandboxesGrain(TimeProvider time, ILogger<SandboxesGrain> logger) : TenantGrain(time), ISandboxesGrain
{
    /// <summary>How long a runner may take, milliseconds. Arbitrary: less than the 10 s that a command line waits.</summary>
    private const int TimeoutMs = 9_000;

    /// <summary>Longest text of a runner that is passed on, characters. A key is shorter.</summary>
    private const int MaxText = 1_024;

    public Task<IReadOnlyList<RunnerSandboxes>> List(SandboxQuery query) => Ask(query, NodeCommands.ToolsSandboxes, force: false);

    public async Task<IReadOnlyList<RunnerSandboxes>> Recreate(SandboxQuery query, bool force)
    {
        await Peer<IAuditGrain>().Append(
            [Auditing.Entry(Now, Principal, "sandbox.recreate", query.AgentId ?? (query.Keys is { } keys ? string.Join(", ", keys) : "all"), ("force", force ? "true" : "false"))]);
        return await Ask(query, NodeCommands.ToolsRecreate, force);
    }

    private async Task<IReadOnlyList<RunnerSandboxes>> Ask(SandboxQuery query, string command, bool force)
    {
        var wanted = new ToolSandboxesParams { Tenant = Tenant, Keys = query.Keys, AgentId = query.AgentId, Recreate = command == NodeCommands.ToolsRecreate, Force = force };
        string json = JsonSerializer.Serialize(wanted, RunnerJson.Default.ToolSandboxesParams);
        INodeRouteGrain nodes = Peer<INodeRouteGrain>();
        return await Task.WhenAll((await nodes.ListRunners()).Order(StringComparer.Ordinal).Select(runner => Ask(nodes, runner, command, json)));
    }

    private async Task<RunnerSandboxes> Ask(INodeRouteGrain nodes, string runner, string command, string json)
    {
        string id = Guid.NewGuid().ToString();
        try
        {
            NodeInvokeOutcome? outcome = await nodes.Invoke(new NodeInvocation
            {
                InvokeId = id,
                NodeId = runner,
                Command = command,
                ParamsJson = json,
                TimeoutMs = TimeoutMs,
                IdempotencyKey = id,
                GatewayId = "",
            });
            while (outcome is null)
            {
                outcome = await nodes.Outcome(id);
            }

            return outcome.Ok ? Read(runner, outcome.PayloadJson) : Silent(runner, WordsFor(outcome));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(runner, failure);
            return Silent(runner, "it could not be asked");
        }
    }

    private static RunnerSandboxes Read(string runner, string? json)
    {
        try
        {
            if (json is not null && JsonSerializer.Deserialize(json, RunnerJson.Default.ToolSandboxesResult) is { } said)
            {
                return new RunnerSandboxes
                {
                    NodeId = runner,
                    Sandboxes = [.. said.Sandboxes.Where(static each => Math.Max(each.Key.Length, Math.Max(each.AgentId.Length, each.SessionKey.Length)) <= MaxText).Take(ToolSandboxesResult.Most).Select(View)],
                    More = said.More || said.Sandboxes.Count > ToolSandboxesResult.Most,
                };
            }
        }
        catch (JsonException)
        {
            // Below.
        }

        return Silent(runner, "its answer cannot be read");
    }

    private static SandboxView View(ToolSandbox said) => new()
    {
        Key = said.Key,
        AgentId = said.AgentId,
        SessionKey = said.SessionKey,
        MadeAt = said.MadeAtMs,
        UsedAt = said.UsedAtMs,
        IdleMinutes = said.Life?.IdleMinutes ?? 0,
        MaxAgeMinutes = said.Life?.MaxAgeMinutes ?? 0,
        Bytes = said.Bytes,
        IsMore = said.IsMore,
        Use = said.Use is ToolSandboxUses.Call or ToolSandboxUses.Program ? said.Use : ToolSandboxUses.None,
        Outcome = said.Outcome switch
        {
            null => null,
            ToolSandboxOutcomes.Removed or ToolSandboxOutcomes.InUse => said.Outcome,
            _ => ToolSandboxOutcomes.Failed,
        },
    };

    private static string WordsFor(NodeInvokeOutcome outcome) => outcome switch
    {
        { Reason: "command not declared by node" } => "it is of a version that has no such command",
        { Reason: { } reason } => reason,
        { ErrorCode: "TIMEOUT" } => "it did not answer in time",
        { ErrorCode: "NOT_CONNECTED" } => "its connection ended",
        _ => "it failed",
    };

    private static RunnerSandboxes Silent(string runner, string why) => new() { NodeId = runner, Sandboxes = [], Problem = why };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The runner {Runner} could not be asked for its sandboxes")]
    private partial void LogFailed(string runner, Exception failure);
}
