using System.Collections.Frozen;

namespace Moltbot.Policy.Configuration.Loading;

/// <summary>Keys whose value is a file, a folder or a program of the machine. Those are the operator's, wherever a tenant's text leads (F2).</summary>
internal static class HostPaths
{
    private static readonly FrozenSet<string> SecretKeys =
        new[] { "tokenFile", "serviceAccountFile", "authDir" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Keys = new[]
    {
        "certPath", "keyPath", "caPath", "cliPath", "dbPath", "executablePath", "extensionPath", "modelPath", "modelCacheDir", "prefsPath",
        "sourcePath", "installPath", "transformsDir", "extraDirs", "extraPaths", "pathPrepend", "repoRoot", "agentDir", "workspaceRoot",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Keys that mean something else in other places.
    private static readonly FrozenSet<string> Places = new[]
    {
        "logging.file", "gateway.controlUi.root", "canvasHost.root", "session.store", "cron.store", "plugins.load.paths",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What to say of a key that a tenant may not have; null for one it may.</summary>
    public static string? ComplaintOf(string place, string key) =>
        SecretKeys.Contains(key) ? $"files of the host ({key}) are not available to a tenant; write the secret itself"
        : Keys.Contains(key) || Places.Contains(place) ? "paths of the host are not available to a tenant"
        : null;
}
