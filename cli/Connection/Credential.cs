namespace Moltbot.Cli.Connection;

/// <summary>A secret that a gateway accepts.</summary>
/// <param name="Token">Shared token; null when there is only a password.</param>
/// <param name="Password">Shared password; null when there is only a token.</param>
/// <param name="Source">Where it was found, as people know the place.</param>
internal sealed record Credential(string? Token, string? Password, string Source)
{
    /// <summary>Without the secrets.</summary>
    public override string ToString() => $"Credential {{ Source = {Source} }}";
}
