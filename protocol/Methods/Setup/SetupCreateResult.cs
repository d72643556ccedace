namespace Moltbot.Protocol.Methods.Setup;

/// <summary>A setup code; it is told this once.</summary>
public sealed record SetupCreateResult
{
    /// <summary>The code, shown as the token of the device's first connection.</summary>
    public required string Code { get; init; }

    /// <summary>Names it, to take it back.</summary>
    public required string Id { get; init; }

    /// <summary>Until when it is good, epoch milliseconds.</summary>
    public required long ExpiresAtMs { get; init; }

    /// <summary>Without the code.</summary>
    public override string ToString() => $"SetupCreateResult {{ Id = {Id} }}";
}
