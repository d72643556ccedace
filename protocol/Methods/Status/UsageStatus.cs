namespace Moltbot.Protocol.Methods.Status;

/// <summary>Quota windows of model providers.</summary>
public sealed record UsageStatus
{
    /// <summary>Epoch milliseconds.</summary>
    public required long UpdatedAt { get; init; }

    /// <summary>Providers that report a quota.</summary>
    public required IReadOnlyList<UsageProvider> Providers { get; init; }
}
