using Moltbot.Policy.SecurityAudit.Channels;

namespace Moltbot.Policy.SecurityAudit.Tools;

/// <summary>Groups where everybody may write, on an installation where commands may run outside the sandbox.</summary>
internal static class OpenGroupsWithElevated
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var open = OpenGroups.Paths(subject.Document).ToList();
        if (open.Count > 0 && subject.Document.Section("tools", "elevated").Bool("enabled") is not false)
        {
            yield return AuditFinding.Critical(
                "security.exposure.open_groups_with_elevated", "Open groups beside elevated tools",
                $"everybody in these groups writes to an assistant whose commands may run outside the sandbox:\n{string.Join('\n', open.Select(static path => $"- {path}"))}",
                "set groupPolicy to allowlist, or tools.elevated.enabled to false");
        }
    }
}
