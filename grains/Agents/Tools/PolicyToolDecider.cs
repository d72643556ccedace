using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Approvals;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Policy;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Offers what runners have and the tenant's tool policy allows, while a runner is connected that an operator let run tools. Each call is
/// judged again when it is made: what was offered may not be allowed any more, and a model may ask for what it was never offered.
/// </summary>
internal sealed partial class PolicyToolDecider(IGrainFactory grains, ILogger<PolicyToolDecider> logger) : IToolDecider
{
    private static readonly string[] Names = [.. RunnerTool.All.Select(static tool => tool.Name)];

    /// <summary>Whose lack of a runner is in the log. Tenants are few beside what else is kept of them.</summary>
    private readonly ConcurrentDictionary<string, bool> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AITool>> Offer(ToolContext context)
    {
        if (!await grains.GetGrain<INodeRouteGrain>(context.Tenant).HasRunner())
        {
            if (_told.TryAdd(context.Tenant, true))
            {
                LogNoRunner(context.Tenant);
            }

            return [];
        }

        _told.TryRemove(context.Tenant, out _);
        ToolOffer offer = await PolicyOf(context).Offer(context.Use, Names);
        return
        [
            .. RunnerTool.All.Where((tool, place) => offer.Permissions[place].Allowed && (tool.Name != RunnerTool.Exec || offer.Place.IsSandboxed))
                .Select(static tool => tool.Declaration),
        ];
    }

    /// <inheritdoc/>
    public async ValueTask<ToolVerdict> Decide(ToolContext context, ToolCall call, CancellationToken cancellationToken)
    {
        if (RunnerTool.Find(call.Name) is null)
        {
            return ToolVerdict.Refuse("there is no such tool");
        }

        // The rules of the model that asks, which need not be the one that was asked first.
        ToolUse use = context.Use with { Provider = call.Provider ?? context.Use.Provider, Model = call.Model ?? context.Use.Model };
        ToolOffer offer = await PolicyOf(context).Offer(use, [call.Name]);
        if (offer.Permissions is not [{ Allowed: true }])
        {
            return ToolVerdict.Refuse(offer.Permissions is [{ RefusedBy: { } layer }] ? $"the tool policy does not allow it here ({layer})" : "the tool policy does not allow it here");
        }

        return call.Name == RunnerTool.Exec
            ? await DecideExec(context, call, offer.Place)
            : new ToolVerdict(ToolDecision.Run) { Place = offer.Place };
    }

    /// <inheritdoc/>
    public Task<ToolVerdict> Ask(ToolContext context, ToolCall call, CancellationToken cancellationToken) =>
        Task.FromResult(ToolVerdict.Refuse("a person would have to be asked, and nobody can say what exactly would run"));

    /// <summary>
    /// The one decision about runs (E14). No runner says yet which programs a command means on its machine, so that only a sandbox where
    /// nothing is asked runs one; elsewhere nobody could approve, or list, exactly what runs.
    /// </summary>
    private async ValueTask<ToolVerdict> DecideExec(ToolContext context, ToolCall call, ToolPlace place)
    {
        if (!place.IsSandboxed)
        {
            return ToolVerdict.Refuse("commands run in a sandbox only, and this session has none (agents.defaults.sandbox.mode)");
        }

        if (CommandOf(call) is not { } command)
        {
            return ToolVerdict.Refuse("exec takes a command");
        }

        ExecVerdict verdict = await grains.GetGrain<IExecPolicyGrain>(context.Tenant).Decide(
            new ExecCall
            {
                Command = command,
                Cwd = "/",
                Host = "sandbox",
                IsSandboxed = true,
                AgentId = context.AgentId,
                SessionKey = context.SessionKey,
                SessionId = context.SessionId,
                AskedBy = context.Principal,
            },
            context.Exec);
        return verdict.Outcome == ExecVerdictOutcome.Run
            ? new ToolVerdict(ToolDecision.Run) { Place = place }
            : ToolVerdict.Refuse(verdict.Reason ?? "a person would have to be asked, and nobody can say what exactly would run");
    }

    private IToolPolicyGrain PolicyOf(ToolContext context) =>
        grains.GetGrain<IToolPolicyGrain>(GrainKey.ForAgent(context.Tenant, context.AgentId).ToString());

    private static string? CommandOf(ToolCall call)
    {
        using JsonDocument arguments = JsonDocument.Parse(call.ArgumentsJson);
        return arguments.RootElement.TryGetProperty("command", out JsonElement command) && command.ValueKind == JsonValueKind.String
            && command.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Tenant {Tenant} has no runner connected that may run tools (gateway.nodes.allowCommands: tools.run); its agents have none")]
    private partial void LogNoRunner(string tenant);
}
