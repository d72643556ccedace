namespace Moltbot.Grains.Approvals;

/// <summary>The row of what was allowed for a session's conversations. A session for which nothing was has none.</summary>
[GenerateSerializer, Alias("moltbot.ExecAllowancesState")]
public sealed record ExecAllowancesState
{
    /// <summary>The conversations; the one that was added to last is the last.</summary>
    [Id(0)] public List<ConversationAllowances> Conversations { get; set; } = [];
}
