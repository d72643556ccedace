namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>Reading an update failed, which has nothing to do with where it would be stored and will go no better the next time.</summary>
internal sealed class UnreadableUpdateException(Exception cause) : Exception($"an update could not be read: {cause.GetType().Name}", cause);
