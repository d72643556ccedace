using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Views;

namespace Moltbot.Policy.Configuration;

/// <summary>One valid version of the configuration: the tree with defaults and typed views of it. Immutable.</summary>
public sealed class ConfigDocument
{
    /// <summary>A document of a tree that has been validated and has its defaults; <see cref="ConfigLoader"/> makes these.</summary>
    internal ConfigDocument(JsonObject tree, string raw, string hash, long version)
    {
        Raw = raw;
        Hash = hash;
        Version = version;
        Root = ConfigJson.ToElement(tree);
        var root = new ConfigSection(Root);
        Agents = AgentsConfig.From(root.Section("agents"));
        Session = SessionConfig.From(root.Section("session"));
        Messages = MessagesConfig.From(root.Section("messages"));
        Channels = ChannelsConfig.From(root.Section("channels"));
        Gateway = GatewayConfig.From(root.Section("gateway"));
        Models = ModelsConfig.From(root.Section("models"));
        Auth = AuthConfig.From(root.Section("auth"));
        Commands = CommandsConfig.From(root.Section("commands"));
        Approvals = ApprovalsConfig.From(root.Section("approvals").Section("exec"));
        Logging = LoggingConfig.From(root.Section("logging"));
        Tools = ToolsConfig.From(root.Section("tools"), "tools");
        Bindings = [.. root.Items("bindings").Select(BindingConfig.From)];
    }

    /// <summary>The text as stored.</summary>
    public string Raw { get; }

    /// <summary>SHA-256 hex of <see cref="Raw"/>.</summary>
    public string Hash { get; }

    /// <summary>Number of the version, as the owner of the document counts.</summary>
    public long Version { get; }

    /// <summary>The whole tree with includes, variables and defaults applied. Holds secrets: mask before showing.</summary>
    public JsonElement Root { get; }

    public AgentsConfig Agents { get; }

    public SessionConfig Session { get; }

    public MessagesConfig Messages { get; }

    public ChannelsConfig Channels { get; }

    public IReadOnlyList<BindingConfig> Bindings { get; }

    public GatewayConfig Gateway { get; }

    public ModelsConfig Models { get; }

    public AuthConfig Auth { get; }

    public CommandsConfig Commands { get; }

    public ApprovalsConfig Approvals { get; }

    public LoggingConfig Logging { get; }

    public ToolsConfig Tools { get; }

    /// <summary>A document from its tree as <see cref="Root"/> wrote it: nothing is included, substituted or validated again.</summary>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static ConfigDocument Restore(string effectiveJson, string hash, long version) =>
        JsonNode.Parse(effectiveJson) is JsonObject tree
            ? new ConfigDocument(tree, effectiveJson, hash, version)
            : throw new JsonException("A configuration is a JSON object.");

    /// <summary>A section without a typed view, by its keys; undefined (<see cref="ConfigSection.Exists"/>) when absent.</summary>
    public ConfigSection Section(params ReadOnlySpan<string> path)
    {
        var section = new ConfigSection(Root);
        foreach (var key in path)
            section = section.Section(key);
        return section;
    }

    /// <summary>The document of an installation that has none stored.</summary>
    public static ConfigDocument Empty { get; } = ConfigLoader.Load(new ConfigSource("", null), new ConfigLoadOptions()).Config!;
}
