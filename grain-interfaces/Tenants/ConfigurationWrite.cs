namespace Moltbot.GrainInterfaces.Tenants;

/// <summary>A change of the configuration document.</summary>
[GenerateSerializer, Alias("moltbot.ConfigurationWrite"), Immutable]
public sealed record ConfigurationWrite
{
    /// <summary>The whole document, or the merge patch; JSON5.</summary>
    [Id(0)] public required string Raw { get; init; }

    /// <summary>Whether <see cref="Raw"/> is an RFC 7396 merge patch rather than the whole document.</summary>
    [Id(1)] public bool IsPatch { get; init; }

    /// <summary>The hash of the text the change was made from; required once a document exists.</summary>
    [Id(2)] public string? BaseHash { get; init; }

    /// <summary>The method that asked, such as <c>config.patch</c>; it begins the error texts.</summary>
    [Id(3)] public required string Method { get; init; }

    /// <summary>The connection that asks; null when none does.</summary>
    [Id(4)] public string? ConnectionId { get; init; }
}
