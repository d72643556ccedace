namespace Moltbot.Conformance.Golden;

/// <summary>What the golden command was asked to do.</summary>
/// <param name="Folder">Folder of the case files.</param>
/// <param name="Targets">The gateways.</param>
internal sealed record GoldenOptions(string Folder, IReadOnlyList<GoldenTarget> Targets)
{
    private const string Usage =
        "usage: golden --cases DIR [--url ws://host:port --token TOKEN] [--password-url ws://host:port] [--insecure-url ws://host:port] [--password PASSWORD]";

    internal static GoldenOptions? Parse(IReadOnlyList<string> arguments, out string? mistake)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is "--cases" or "--url" or "--token" or "--password-url" or "--insecure-url" or "--password" && i + 1 < arguments.Count)
            {
                values[arguments[i]] = arguments[++i];
            }
            else
            {
                mistake = $"unknown or incomplete option {arguments[i]}\n{Usage}";
                return null;
            }
        }

        var targets = new List<GoldenTarget>();
        var isComplete = values.ContainsKey("--cases")
            && TryAdd(values, "--url", "--token", url => new GoldenTarget(url, values["--token"], Password: null), targets)
            && TryAdd(values, "--password-url", "--password", url => new GoldenTarget(url, Token: null, values["--password"]), targets)
            && TryAdd(values, "--insecure-url", "--password", url => new GoldenTarget(url, Token: null, values["--password"]) { AllowsInsecureUi = true }, targets)
            && targets.Count > 0;
        mistake = isComplete ? null : Usage;
        return isComplete ? new GoldenOptions(values["--cases"], targets) : null;
    }

    private static bool TryAdd(
        Dictionary<string, string> values, string urlKey, string secretKey, Func<Uri, GoldenTarget> make, List<GoldenTarget> targets)
    {
        if (!values.TryGetValue(urlKey, out var text))
        {
            return true;
        }

        if (!values.ContainsKey(secretKey) || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("ws" or "wss"))
        {
            return false;
        }

        targets.Add(make(url));
        return true;
    }
}
