namespace Moltbot.Protocol.Runners;

/// <summary>What the configuration says of <c>web_fetch</c>, and of pictures that are asked for (<c>tools.web.fetch</c>); the runner's own bounds hold besides.</summary>
public sealed record ToolFetchLimits
{
    /// <summary>Redirects that a runner follows at most, whatever is said here. Arbitrary: browsers follow 20, a page that is meant to be read few.</summary>
    public const int MostRedirects = 10;

    /// <summary>Most characters of a page's text.</summary>
    public int MaxChars { get; init; } = 50_000;

    /// <summary>How often an address may lead on, 0 to <see cref="MostRedirects"/>.</summary>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>Who asks, as servers are told; null for the product's name.</summary>
    public string? UserAgent { get; init; }
}
