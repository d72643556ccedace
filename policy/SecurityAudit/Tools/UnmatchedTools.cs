using Moltbot.Policy.Tools;

namespace Moltbot.Policy.SecurityAudit.Tools;

/// <summary>Entries of tool lists that fit no tool: what was to be denied is not, and an allow list of such entries allows nothing.</summary>
internal static class UnmatchedTools
{
    public static IEnumerable<AuditFinding> Check(AuditSubject subject) => ToolListReview.Unmatched(subject.Document)
        .Select(static list => AuditFinding.Warn(
            "tools.unmatched_entries", "Entries of tool lists that fit no tool", $"{list.Key}: {string.Join(", ", list.Value)}",
            "correct the name, or leave the entry out; policy explain TOOL shows what counts") with { About = list.Key });
}
