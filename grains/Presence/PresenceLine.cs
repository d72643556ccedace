using System.Text;
using Moltbot.GrainInterfaces.Presence;

namespace Moltbot.Grains.Presence;

/// <summary>The line that tells the main session what changed about a node: <c>Node: host (ip) · app 1 · mode ui · reason x</c>.</summary>
internal static class PresenceLine
{
    /// <summary>What is worth telling; null when only times and idle seconds moved.</summary>
    public static string? Of(PresenceEntry? known, PresenceEntry entry)
    {
        bool identityChanged = known is null || known.Host != entry.Host || known.Ip != entry.Ip;
        bool versionChanged = known is null || known.Version != entry.Version;
        bool modeChanged = known is null || known.Mode != entry.Mode;
        string reason = entry.Reason?.Trim() ?? "";
        bool reasonChanged = known?.Reason?.Trim() != reason && reason is not ("" or "periodic" or "heartbeat");
        if (!identityChanged && !versionChanged && !modeChanged && !reasonChanged)
        {
            return null;
        }

        var line = new StringBuilder("Node: ").Append(entry.Host ?? "Unknown");
        if (identityChanged && entry.Ip is { Length: > 0 } ip)
        {
            line.Append(" (").Append(ip).Append(')');
        }

        if (versionChanged)
        {
            line.Append(" · app ").Append(entry.Version ?? "unknown");
        }

        if (modeChanged)
        {
            line.Append(" · mode ").Append(entry.Mode ?? "unknown");
        }

        if (reasonChanged)
        {
            line.Append(" · reason ").Append(reason);
        }

        return line.ToString();
    }
}
