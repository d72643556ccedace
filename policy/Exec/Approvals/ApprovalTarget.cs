namespace Moltbot.Policy.Exec.Approvals;

/// <summary>A chat that is told of requests.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="To">The chat, as configured.</param>
/// <param name="AccountId">The account; null for the default one.</param>
/// <param name="ThreadId">The thread; null for none.</param>
public sealed record ApprovalTarget(string Channel, string To, string? AccountId = null, string? ThreadId = null);
