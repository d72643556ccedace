using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Tools;

/// <summary>What the configuration says of <c>web_fetch</c> (<c>tools.web.fetch</c>).</summary>
/// <param name="IsEnabled">Whether agents have it where their tool policy allows it; yes where nothing is said.</param>
/// <param name="MaxChars">Most characters of a page's text, 1 to 200,000; 50,000 where nothing is said.</param>
/// <param name="TimeoutSeconds">Seconds that one page may take, 1 to 120; 30 where nothing is said.</param>
/// <param name="MaxRedirects">How often an address may lead on, 0 to 10; 3 where nothing is said.</param>
/// <param name="UserAgent">Who asks, as servers are told; null for the product's name.</param>
public sealed record WebFetchSettings(bool IsEnabled, int MaxChars, int TimeoutSeconds, int MaxRedirects, string? UserAgent)
{
    /// <summary>Reads them.</summary>
    public static WebFetchSettings Of(ConfigDocument document)
    {
        var fetch = document.Section("tools", "web").Section("fetch");
        return new WebFetchSettings(
            fetch.Bool("enabled") ?? true,
            Math.Clamp(fetch.Int("maxChars") ?? 50_000, 1, 200_000),
            Math.Clamp(fetch.Int("timeoutSeconds") ?? 30, 1, 120),
            Math.Clamp(fetch.Int("maxRedirects") ?? 3, 0, 10),
            fetch.Text("userAgent"));
    }
}
