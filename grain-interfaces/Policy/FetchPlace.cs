namespace Moltbot.GrainInterfaces.Policy;

/// <summary>How pages of the web are asked for, by one version of the configuration (<c>tools.web.fetch</c>).</summary>
[GenerateSerializer, Alias("moltbot.FetchPlace"), Immutable]
public sealed record FetchPlace
{
    /// <summary>Most characters of a page's text.</summary>
    [Id(0)] public required int MaxChars { get; init; }

    /// <summary>Seconds that one page may take.</summary>
    [Id(1)] public required int TimeoutSeconds { get; init; }

    /// <summary>How often an address may lead on.</summary>
    [Id(2)] public required int MaxRedirects { get; init; }

    /// <summary>Who asks, as servers are told; null for the product's name.</summary>
    [Id(3)] public string? UserAgent { get; init; }
}
