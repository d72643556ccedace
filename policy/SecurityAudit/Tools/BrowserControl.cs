using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.SecurityAudit.Tools;

/// <summary>Where the browsers are that agents steer, and whether they are steered in the clear.</summary>
internal static class BrowserControl
{
    /// <summary>Below the ports of the gateway: its control port and the browsers'.</summary>
    private const int PortsAfterGateway = 3;

    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]", "[::]"];

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var browser = subject.Document.Section("browser");
        var shared = Shared(browser.Text("cdpUrl"), subject.Document.Gateway.Port ?? GatewayConfig.DefaultPort);
        if (shared is null)
        {
            yield return Invalid("browser.cdpUrl", "is no http(s) address, or gateway.port leaves no room for the browser's ports");
            yield break;
        }

        if (browser.Bool("enabled") is false)
        {
            yield break;
        }

        foreach (var (name, profile) in Profiles(browser))
        {
            var address = profile.Text("cdpUrl") is { } own ? Http(own) : shared;
            if (address is null)
            {
                yield return Invalid($"browser.profiles.{name}.cdpUrl", "is no http(s) address");
            }
            else if (address.Scheme == Uri.UriSchemeHttp && !ThisMachine.Contains(address.Host, StringComparer.Ordinal))
            {
                yield return AuditFinding.Warn(
                    "browser.remote_cdp_http", "A browser on another machine is steered in the clear",
                    $"the browser profile {name} is reached by http at {address.Authority}: whoever is on the way sees and steers it", "use https, or a tunnel such as a tailnet");
            }
        }
    }

    /// <summary>Whether agents have a browser, as far as the configuration can be made out.</summary>
    public static bool IsEnabled(ConfigDocument document) => document.Section("browser").Bool("enabled") is not false;

    // Without a profile of that name there is one on the shared address.
    private static IEnumerable<(string Name, ConfigSection Profile)> Profiles(ConfigSection browser)
    {
        var named = browser.Entries("profiles").Select(static each => (each.Key, new ConfigSection(each.Value))).ToList();
        return named.Exists(static each => each.Key == "openclaw") ? named : [.. named, ("openclaw", default)];
    }

    private static Uri? Shared(string? written, int gatewayPort) => written is not null
        ? Http(written)
        : gatewayPort + PortsAfterGateway <= 65535 ? new Uri("http://127.0.0.1") : null;

    private static Uri? Http(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    private static AuditFinding Invalid(string path, string why) => AuditFinding.Warn(
        "browser.control_invalid_config", "The browser's address cannot be used", $"{path} {why}", $"correct {path}");
}
