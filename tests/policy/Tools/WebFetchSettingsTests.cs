using Moltbot.Policy.Configuration;
using Moltbot.Policy.Tools;

namespace Moltbot.Policy.Tests.Tools;

/// <summary>What <c>tools.web.fetch</c> says.</summary>
public sealed class WebFetchSettingsTests
{
    [Theory]
    [InlineData("{}", true, 50_000, 30, 3, null)]
    [InlineData("{ tools: { web: { fetch: { enabled: false } } } }", false, 50_000, 30, 3, null)]
    [InlineData("{ tools: { web: { fetch: { maxChars: 7, timeoutSeconds: 5, maxRedirects: 0, userAgent: ' a program ' } } } }", true, 7, 5, 0, "a program")]
    [InlineData("{ tools: { web: { fetch: { maxChars: 1000000000, timeoutSeconds: 3600, maxRedirects: 1000 } } } }", true, 200_000, 120, 10, null)]
    public void They_are_read_within_bounds(string config, bool isEnabled, int maxChars, int seconds, int redirects, string? userAgent) =>
        WebFetchSettings.Of(ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!)
            .ShouldBe(new WebFetchSettings(isEnabled, maxChars, seconds, redirects, userAgent));
}
