namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>An agent's request: the cluster runs the command, and only with what <see cref="IApprovalGrain.Redeem"/> gives.</summary>
[GenerateSerializer, Alias("moltbot.ApprovalAsk"), Immutable]
public sealed record ApprovalAsk
{
    [Id(0)] public required ExecCall Call { get; init; }

    [Id(1)] public ExecPreferences Preferences { get; init; } = new();
}
