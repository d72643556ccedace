namespace Moltbot.Protocol.Methods.Pairing;

/// <summary>Who wants to be let in, and who was.</summary>
public sealed record PairingListResult
{
    /// <summary>One for each configured channel account.</summary>
    public required IReadOnlyList<PairingAccount> Accounts { get; init; }
}
