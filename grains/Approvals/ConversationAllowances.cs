namespace Moltbot.Grains.Approvals;

/// <summary>What was allowed for a conversation.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Hashes">The runs, oldest first.</param>
[GenerateSerializer, Alias("moltbot.ConversationAllowances"), Immutable]
public sealed record ConversationAllowances([property: Id(0)] string Id, [property: Id(1)] IReadOnlyList<string> Hashes);
