using System.Collections.Frozen;

namespace Moltbot.Conformance.Golden;

/// <summary>What in a recorded frame is compared by type only, because it varies from run to run or from host to host.</summary>
internal static class GoldenRules
{
    /// <summary>Keys whose value is compared by type.</summary>
    internal static readonly FrozenSet<string> ByType = Set(
        "version", "host", "ip", "durationMs", "lastDurationMs", "uptimeMs", "age", "size", "cursor", "pid", "port", "lastInputSeconds", "serverVersion",
        "remoteIp", "truncated", "generatedAt", "file", "path", "paths", "storePath", "configPath", "stateDir", "workspaceDir", "created",
        "created_at", "hash");

    /// <summary>Keys whose value is compared by type when they stand in a presence entry.</summary>
    internal static readonly FrozenSet<string> ByTypeInPresence = Set("platform", "deviceFamily", "modelIdentifier", "text", "ts", "reason");

    /// <summary>Keys that may be there or not.</summary>
    internal static readonly FrozenSet<string> Optional = Set(
        "configPath", "stateDir", "commit", "host", "ip", "remoteIp", "modelIdentifier", "deviceFamily", "canvasHostUrl", "lastUsedAtMs");

    /// <summary>
    /// Lists that hold the state left by other conversations, of which a file may hold only some: each element must look like a
    /// recorded one, their number is free.
    /// </summary>
    internal static readonly FrozenSet<string> StateLists = Set(
        "presence", "recent", "sessions", "paired", "pending", "nodes", "lines", "models", "bins", "byAgent", "daily", "tokens", "channelSummary", "archived", "payload");

    /// <summary>Keys whose number counts such state.</summary>
    internal static readonly FrozenSet<string> StateCounts = Set("count", "presence", "health");

    /// <summary>Events that come at any time; the recordings leave them out unless the scenario is about them.</summary>
    internal static readonly FrozenSet<string> Background = Set("tick", "health", "presence");

    private static FrozenSet<string> Set(params IEnumerable<string> keys) => keys.ToFrozenSet(StringComparer.Ordinal);
}
