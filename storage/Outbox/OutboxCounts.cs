namespace Moltbot.Storage.Outbox;

/// <summary>Number of messages per status of one account.</summary>
public sealed record OutboxCounts(long Pending, long Claimed, long Sent, long Failed, long Unknown);
