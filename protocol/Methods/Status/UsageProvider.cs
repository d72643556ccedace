namespace Moltbot.Protocol.Methods.Status;

/// <summary>Quota of one provider.</summary>
public sealed record UsageProvider
{
    /// <summary>Its id.</summary>
    public required string Provider { get; init; }

    /// <summary>Its name.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Its windows.</summary>
    public required IReadOnlyList<UsageWindow> Windows { get; init; }

    /// <summary>The plan.</summary>
    public string? Plan { get; init; }

    /// <summary>Why it could not be read.</summary>
    public string? Error { get; init; }
}
