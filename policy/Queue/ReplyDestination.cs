namespace Moltbot.Policy.Queue;

/// <summary>Where the answer to a waiting message goes.</summary>
/// <param name="Channel">The channel; null when it did not come from one.</param>
/// <param name="To">The chat.</param>
/// <param name="AccountId">The account.</param>
/// <param name="ThreadId">The thread.</param>
public sealed record ReplyDestination(string? Channel, string? To, string? AccountId, string? ThreadId)
{
    /// <summary>Whether all waiting messages may be answered together: one answer goes to one place.</summary>
    public static bool AreOne(IReadOnlyCollection<ReplyDestination> destinations) =>
        destinations.Distinct().Count() <= 1;
}
