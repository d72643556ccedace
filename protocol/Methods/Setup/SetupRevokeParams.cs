namespace Moltbot.Protocol.Methods.Setup;

/// <summary>Names a setup code.</summary>
public sealed record SetupRevokeParams
{
    /// <summary>Its id, 32 hex digits.</summary>
    public required string Id { get; init; }
}
