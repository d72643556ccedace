namespace Moltbot.Grains.Channels;

/// <summary>A channel account's row. Inbox and outbox are tables of their own.</summary>
[GenerateSerializer, Alias("moltbot.ChannelAccountState")]
public sealed class ChannelAccountState
{
    /// <summary>Grows with each new holder of the connection; never reused.</summary>
    [Id(0)] public long Fence { get; set; }

    /// <summary>Who runs the connection; null for nobody.</summary>
    [Id(1)] public string? Holder { get; set; }

    /// <summary>Logged out by an operator.</summary>
    [Id(2)] public bool LoggedOut { get; set; }

    /// <summary>What the account's configuration was when it was logged out, as a hash; any change of it ends that.</summary>
    [Id(3)] public string? LoggedOutConfiguration { get; set; }

    /// <summary>Where the platform's stream stood when this was written last; what came since comes again and is recognised.</summary>
    [Id(4)] public string? Cursor { get; set; }
}
