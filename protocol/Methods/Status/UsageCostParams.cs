namespace Moltbot.Protocol.Methods.Status;

/// <summary>Asks for cost by day.</summary>
public sealed record UsageCostParams
{
    /// <summary>Days to look back, default 30.</summary>
    public required long Days { get; init; }
}
