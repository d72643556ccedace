namespace Moltbot.Gateway.Channels;

/// <summary>One configured account.</summary>
public sealed record ChannelAccountSetup
{
    /// <summary>The canonical account id.</summary>
    public required string AccountId { get; init; }

    /// <summary>Differs when the account has to be started anew; not reversible, so it may be made of secrets.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Why it cannot run, naming the configuration key and no secret; null when it can.</summary>
    public string? Problem { get; init; }

    /// <summary>Makes the connection; called once for each time the lease is won.</summary>
    public required Func<ChannelAccountContext, IChannelConnector> Connect { get; init; }
}
