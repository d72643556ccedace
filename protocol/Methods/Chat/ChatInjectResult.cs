namespace Moltbot.Protocol.Methods.Chat;

/// <summary>An added message.</summary>
public sealed record ChatInjectResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }

    /// <summary>Its id.</summary>
    public required string MessageId { get; init; }
}
