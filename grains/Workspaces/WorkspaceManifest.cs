using System.Text.Json;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Workspaces;

/// <summary>The files of one version.</summary>
internal static class WorkspaceManifest
{
    /// <summary>As it is stored.</summary>
    public static byte[] Write(IReadOnlyList<ToolWorkspaceFile> files) => JsonSerializer.SerializeToUtf8Bytes([.. files], RunnerJson.Default.ListToolWorkspaceFile);

    /// <summary>As it was stored.</summary>
    public static IReadOnlyList<ToolWorkspaceFile> Read(byte[] stored) => JsonSerializer.Deserialize(stored, RunnerJson.Default.ListToolWorkspaceFile) ?? [];

    /// <summary>The hashes of all parts of its files.</summary>
    public static HashSet<string> Parts(IEnumerable<ToolWorkspaceFile> files) => files.SelectMany(static file => file.Parts ?? []).ToHashSet(StringComparer.Ordinal);
}
