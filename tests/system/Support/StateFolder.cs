using System.Text.Json.Nodes;

namespace Moltbot.System.Tests.Support;

/// <summary>A state folder of a test's own, which outlives the processes that use it.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("moltbot-system-").FullName;

    /// <summary>The folder; there is none before a process makes it.</summary>
    public string Path => global::System.IO.Path.Combine(_home, "state");

    /// <summary>The home folder of the processes.</summary>
    public string Home => _home;

    /// <summary>The configuration document.</summary>
    public string ConfigPath => global::System.IO.Path.Combine(_home, "moltbot.json");

    /// <summary>The token made at first start.</summary>
    public string Token => File.ReadAllText(global::System.IO.Path.Combine(Path, "gateway-token")).Trim();

    /// <summary>Writes the configuration document as an editor does: beside it, then over it.</summary>
    public void Configure(string raw)
    {
        File.WriteAllText(ConfigPath + ".new", raw);
        File.Move(ConfigPath + ".new", ConfigPath, overwrite: true);
    }

    /// <inheritdoc cref="Configure(string)"/>
    public void Configure(JsonObject document) => Configure(document.ToJsonString());

    public void Dispose() => Directory.Delete(_home, recursive: true);
}
