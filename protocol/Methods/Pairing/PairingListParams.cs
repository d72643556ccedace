namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>Asks who wants to be let in on channels.</summary>
public sealed record PairingListParams
{
    /// <summary>Only this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Only this account of it.</summary>
    public string? AccountId { get; init; }
}
