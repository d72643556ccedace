namespace Moltbot.Gateway.Connections;

/// <summary>What a receive came to.</summary>
internal enum ReceivedKind
{
    /// <summary>A whole message; binary ones count as UTF-8 text.</summary>
    Text,

    /// <summary>The client closes.</summary>
    Closed,

    /// <summary>More than a message may have.</summary>
    TooBig,
}
