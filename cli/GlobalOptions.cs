using System.CommandLine;

namespace Moltbot.Cli;

/// <summary>The options every command takes.</summary>
internal sealed class GlobalOptions
{
    public Option<string?> Url { get; } = Text("--url", "URL", "the gateway; else MOLTBOT_GATEWAY_URL, else what the state folder says");

    public Option<string?> Token { get; } = Text("--token", "TOKEN", "its token; else MOLTBOT_GATEWAY_TOKEN, else what the state folder holds");

    public Option<string?> State { get; } = Text("--state", "DIR", "the state folder; else MOLTBOT_STATE_DIR, else ~/.moltbot");

    public Option<string?> Config { get; } = Text("--config", "FILE", "the configuration; else MOLTBOT_CONFIG_PATH, else <state>/moltbot.json");

    public Option<string?> TlsFingerprint { get; } = Text("--tls-fingerprint", "SHA256", "accept exactly this certificate (wss://)");

    public Option<string?> Timeout { get; } = Text("--timeout", "TIME", "how long to wait for an answer: 10s (default), 500ms, 2m");

    public Option<bool> Json { get; } = new("--json") { Description = "print JSON", Recursive = true };

    /// <summary>Puts them on the root, from where every command has them.</summary>
    public void AddTo(RootCommand root)
    {
        foreach (Option option in new Option[] { Url, Token, State, Config, TlsFingerprint, Timeout, Json })
        {
            root.Options.Add(option);
        }
    }

    private static Option<string?> Text(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, Recursive = true };
}
