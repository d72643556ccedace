namespace Moltbot.Policy.Queue;

/// <summary>Queue settings from one source; what is null it does not say.</summary>
/// <param name="Mode">The mode.</param>
/// <param name="DebounceMs">How long to wait for more before a waiting turn starts.</param>
/// <param name="Cap">How many messages may wait.</param>
/// <param name="Drop">What gives way beyond that.</param>
public sealed record QueueOptions(QueueMode? Mode = null, double? DebounceMs = null, double? Cap = null, DropPolicy? Drop = null);
