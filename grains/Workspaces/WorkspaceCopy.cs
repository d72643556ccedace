using System.Text.Json;
using Moltbot.GrainInterfaces.Nodes;
using Moltbot.GrainInterfaces.Workspaces;
using Moltbot.Grains.Agents.Tools;
using Moltbot.Policy.Nodes;
using Moltbot.Policy.Values;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Workspaces;

/// <summary>A runner's copy of a workspace: asks the runner for one step, and believes it as little as a program.</summary>
/// <param name="nodes">Sends the steps.</param>
/// <param name="limits">How large a workspace may be.</param>
/// <param name="time">The clock.</param>
/// <param name="tenant">Whose.</param>
/// <param name="agentId">Whose.</param>
/// <param name="runner">The runner.</param>
/// <param name="loan">Which copy it is, or is to become.</param>
/// <param name="patience">How long all that is asked of it may take; null for as long as each step may.</param>
internal sealed class WorkspaceCopy(
    NodeCalls nodes, WorkspaceLimits limits, TimeProvider time, string tenant, string agentId, string runner, WorkspaceLoan loan, TimeSpan? patience = null)
{
    /// <summary>For a list, which may have to read all there is, milliseconds.</summary>
    private const int ListMs = 120_000;

    private const int StepMs = 60_000;

    /// <summary>How long a list may go on when it was made: whoever waits for the workspace waits for it. Arbitrary: many times what the longest one takes.</summary>
    internal static readonly TimeSpan ListPatience = TimeSpan.FromMinutes(1);

    /// <summary>Most characters of a runner's reason that are passed on.</summary>
    private const int MaxText = 400;

    private readonly long _begun = time.GetTimestamp();

    /// <summary>Lists what it has; null where the runner has another copy. Of one that begins and has more than may be kept nothing is told.</summary>
    /// <param name="operation"><see cref="ToolWorkspaceOperations.Begin"/> or <see cref="ToolWorkspaceOperations.List"/>.</param>
    /// <param name="known">The digest of which nothing more has to be told.</param>
    /// <param name="stored">Of one that begins: the digests of all versions that are stored, of which no copy is kept.</param>
    /// <exception cref="WorkspaceFailure">It could not be listed.</exception>
    public async Task<WorkspaceListed?> List(string operation, string? known, IReadOnlyList<string>? stored = null)
    {
        ToolWorkspaceResult page = await Ask(Step(operation) with { Digest = known, Stored = stored }, ListMs);
        if (page.Outcome == ToolOutcomes.Stale)
        {
            return page.Fence is { } seen ? throw new WorkspaceFailure("the runner has been given a later copy") { Seen = seen } : null;
        }

        int leftOut = Math.Clamp(page.LeftOut, 0, 1_000_000);
        if (page.Digest is null || page.Digest == known)
        {
            return new WorkspaceListed(page.Digest, null, leftOut);
        }

        string digest = page.Digest;
        var listing = new WorkspaceListing(limits);
        List<ToolWorkspaceFile> files = listing.Files;
        long since = time.GetTimestamp();
        while (true)
        {
            if (listing.Add(page.Files ?? []) is { } refusal)
            {
                return operation == ToolWorkspaceOperations.Begin ? new WorkspaceListed(null, null, Math.Max(leftOut, 1)) : throw new WorkspaceFailure(refusal);
            }

            if (time.GetElapsedTime(since) > ListPatience)
            {
                throw new WorkspaceFailure("the runner takes too long to list what it has");
            }

            if (!page.IsMore)
            {
                break;
            }

            page = page.Files is { Count: > 0 } ? await Ask(Step(ToolWorkspaceOperations.More) with { Digest = digest, After = files[^1].Path }, StepMs) : throw new WorkspaceFailure("what the runner lists has no end");
            if (page.Outcome == ToolOutcomes.Stale)
            {
                return null;
            }
        }

        return ToolWorkspaceListing.Digest(files) == digest
            ? new WorkspaceListed(digest, files, leftOut)
            : throw new WorkspaceFailure("what the runner lists is not whole");
    }

    /// <summary>Does a step; false where the runner has another copy.</summary>
    /// <exception cref="WorkspaceFailure">It could not be done.</exception>
    public async Task<bool> Do(ToolWorkspaceParams step) => (await Ask(step, ListMs)).Outcome == ToolOutcomes.Done;

    /// <summary>Parts of files; null where the runner has another copy.</summary>
    /// <exception cref="WorkspaceFailure">They could not be read.</exception>
    public async Task<IReadOnlyList<ToolWorkspacePart>?> Read(IReadOnlyList<ToolWorkspacePart> wanted)
    {
        ToolWorkspaceResult result = await Ask(Step(ToolWorkspaceOperations.Read) with { Parts = wanted }, StepMs);
        return result.Outcome == ToolOutcomes.Stale ? null : result.Parts ?? [];
    }

    /// <summary>The params of a step.</summary>
    public ToolWorkspaceParams Step(string operation) => new()
    {
        Tenant = tenant,
        AgentId = agentId,
        Operation = operation,
        Loan = new ToolWorkspaceLoan { Fence = loan.Fence, Version = loan.Version },
    };

    private async Task<ToolWorkspaceResult> Ask(ToolWorkspaceParams step, int timeoutMs)
    {
        if (patience - time.GetElapsedTime(_begun) is { } left)
        {
            timeoutMs = left > TimeSpan.Zero ? (int)Math.Min(timeoutMs, Math.Ceiling(left.TotalMilliseconds)) : throw new WorkspaceFailure("the runner takes too long");
        }

        string id = Guid.NewGuid().ToString();
        NodeAnswer answer = await nodes.Make(
            tenant,
            new NodeInvocation
            {
                InvokeId = id,
                NodeId = runner,
                Command = NodeCommands.ToolsWorkspace,
                ParamsJson = JsonSerializer.Serialize(step, RunnerJson.Default.ToolWorkspaceParams),
                TimeoutMs = timeoutMs,
                IdempotencyKey = id,
                GatewayId = "",
                IsToldOnce = true,
                GoesOn = true,
            },
            CancellationToken.None);
        if (answer.Outcome is not { Ok: true, PayloadJson: { } json })
        {
            throw new WorkspaceFailure(TextPrefix.Of(answer.Outcome?.ErrorMessage ?? answer.Why ?? "the runner did not say", MaxText));
        }

        try
        {
            if (JsonSerializer.Deserialize(json, RunnerJson.Default.ToolWorkspaceResult) is { } result)
            {
                return result.Outcome is ToolOutcomes.Done or ToolOutcomes.Stale
                    ? result
                    : throw new WorkspaceFailure(TextPrefix.Of(result.Text ?? "the runner refused", MaxText));
            }
        }
        catch (JsonException)
        {
            // Below.
        }

        throw new WorkspaceFailure("the runner's answer cannot be read");
    }
}
