using System.Text.Json.Nodes;

namespace Moltbot.Policy.Configuration;

/// <summary>From text to a usable document: JSON5, includes, <c>env</c>, <c>${VAR}</c>, schema, defaults; in this order.</summary>
public static class ConfigLoader
{
    /// <summary>Loads a document. Never throws for a bad text: the snapshot then has issues and no document.</summary>
    public static ConfigSnapshot Load(ConfigSource source, ConfigLoadOptions options)
    {
        throw new NotSupportedException();
    }
}
