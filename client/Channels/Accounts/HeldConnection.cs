namespace Moltbot.Gateway.Channels.Accounts;

/// <summary>What runs while the lease is held and can be told something.</summary>
internal sealed record HeldConnection(OutboxPump Outbox, TypingIndicators Typing, DraftStreams Drafts);
