namespace Moltbot.Storage;

/// <summary>One account of one channel of one tenant: the owner of an inbox and an outbox.</summary>
/// <param name="Tenant">Tenant id.</param>
/// <param name="Channel">Channel id, <c>telegram</c> for example.</param>
/// <param name="Account">Account id within the channel, <c>default</c> for the only one.</param>
public readonly record struct ChannelAccount(string Tenant, string Channel, string Account);
