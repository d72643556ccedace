namespace Moltbot.Protocol.Methods.Status;

/// <summary>Nothing more to say than that it was done.</summary>
public sealed record OkResult
{
    /// <summary>True.</summary>
    public required bool Ok { get; init; }
}
