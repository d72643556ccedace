namespace Moltbot.Protocol.Methods.Connection;

/// <summary>Secrets of a client.</summary>
public sealed record ConnectAuth
{
    /// <summary>Shared secret or device token.</summary>
    public string? Token { get; init; }

    /// <summary>Shared password.</summary>
    public string? Password { get; init; }
}
