namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>The senders of one channel account.</summary>
public sealed record PairingAccount
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Who waits, oldest first.</summary>
    public required IReadOnlyList<PairingSender> Pending { get; init; }

    /// <summary>The sender ids let in by pairing.</summary>
    public required IReadOnlyList<string> Approved { get; init; }
}
