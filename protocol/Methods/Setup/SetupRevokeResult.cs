namespace Moltbot.Protocol.Methods.Setup;

/// <summary>A setup code was taken back.</summary>
public sealed record SetupRevokeResult
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
}
