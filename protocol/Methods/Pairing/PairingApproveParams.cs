namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>Lets a sender in.</summary>
public sealed record PairingApproveParams
{
    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The account; the default one when left out.</summary>
    public string? AccountId { get; init; }

    /// <summary>The code that the sender was told.</summary>
    public required string Code { get; init; }
}
