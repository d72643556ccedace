namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>An update cannot be stored yet, for a reason that the account's people may read.</summary>
/// <param name="reason">The reason, without secrets and without what people wrote.</param>
internal class UpdateHeldUpException(string reason) : Exception(reason);
