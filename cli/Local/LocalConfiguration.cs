using System.Text.Json.Nodes;
using Moltbot.Cli.Files;
using Moltbot.Identity;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Cli.Local;

/// <summary>The configuration file on this machine.</summary>
/// <param name="path">Its full path. It need not exist.</param>
/// <param name="state">The state folder it belongs to.</param>
/// <param name="host">Environment and clock.</param>
internal sealed class LocalConfiguration(string path, StateFolder state, CliHost host)
{
    public string Path { get; } = path;

    /// <summary>The file named, else by the environment, else the state folder's.</summary>
    public static LocalConfiguration At(string? named, StateFolder state, CliHost host) => new(
        System.IO.Path.GetFullPath(
            named ?? host.FirstSet("MOLTBOT_CONFIG_PATH", "OPENCLAW_CONFIG_PATH", "CLAWDBOT_CONFIG_PATH")?.Value ?? state.Configuration),
        state,
        host);

    /// <summary>Loads and judges the file, as the gateway does.</summary>
    public ConfigSnapshot Load() => ConfigLoader.Load(new ConfigSource(Path, PrivateFile.Read(Path)), Options());

    /// <summary>Loads the file, and names the files that it includes, as far as loading came.</summary>
    public (ConfigSnapshot Configuration, IReadOnlyList<string> Includes) LoadWithIncludes()
    {
        var includes = new List<string>();
        var options = Options() with
        {
            ReadFile = path =>
            {
                includes.Add(path);
                return PrivateFile.Read(path);
            },
        };
        return (ConfigLoader.Load(new ConfigSource(Path, PrivateFile.Read(Path)), options), [.. includes.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The values needed to find the gateway. An invalid file does not keep a person from asking what is wrong.</summary>
    public GatewayFacts Facts()
    {
        try
        {
            if (PrivateFile.Read(Path) is not { } raw)
            {
                return new GatewayFacts();
            }

            // Judging the whole document takes longer than all else; it is only needed to fill in what stands elsewhere.
            var tree = raw.Contains("${", StringComparison.Ordinal) || raw.Contains("$include", StringComparison.Ordinal)
                ? Load().Config is { } config ? JsonNode.Parse(config.Root.GetRawText()) : null
                : Json5Parser.Parse(raw);
            return GatewayFacts.From(tree?["gateway"] as JsonObject);
        }
        catch (Exception problem) when (problem is Json5Exception or UnauthorizedAccessException or InvalidOperationException)
        {
            return new GatewayFacts();
        }
    }

    /// <summary>Applies a merge patch (RFC 7396) to the file; the version before stays beside it as <c>.bak</c>.</summary>
    public ConfigEdit Patch(string raw)
    {
        var editor = new ConfigEditor(Options(), new ConfigStamp(Moltbot.Policy.ProductVersion.Text, host.Time.GetUtcNow()));
        var edit = editor.Patch(Load(), raw);
        if (edit is { Succeeded: true, Raw: { } text })
        {
            if (PrivateFile.Read(Path) is { } before)
            {
                PrivateFile.Write(Path + ".bak", before);
            }

            PrivateFile.Write(Path, text);
        }

        return edit;
    }

    private ConfigLoadOptions Options() => new()
    {
        ReadFile = PrivateFile.Read,
        Environment = host.Variables(),
        HomeDirectory = host.Environment("HOME"),
        StateDirectory = state.Path,
    };
}
