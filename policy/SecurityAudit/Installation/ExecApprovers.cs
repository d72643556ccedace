using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Commands that would wait for an approval that nobody can give in the chats that are told of them.</summary>
internal static class ExecApprovers
{
    private const string Id = "approvals.exec.no_approvers";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var approvals = subject.Document.Section("approvals", "exec");
        if (approvals.Bool("enabled") ?? approvals.Bool("notify") ?? false)
        {
            foreach (var (path, why) in Problems(approvals))
            {
                yield return Finding(path, why);
            }
        }

        foreach (var (path, section) in Sections(subject.Document).Where(static each => each.Section.Bool("enabled") is true && each.Section.Strings("approvers").Count == 0))
        {
            yield return Finding($"{path}.approvers", "is empty");
        }
    }

    private static IEnumerable<(string Path, string Why)> Problems(ConfigSection approvals)
    {
        var approvers = approvals.StringsOrNull("approvers");
        var quorum = approvals.Int("quorum") ?? 1;
        if (approvers is { Count: 0 })
        {
            yield return ("approvals.exec.approvers", "is empty");
        }
        else if (approvers is not null && approvers.Count < quorum)
        {
            yield return ("approvals.exec.approvers", $"names {approvers.Count}, and approvals.exec.quorum asks for {quorum}");
        }

        if (approvals.String("mode") is "targets" && !approvals.Items("targets").Any())
        {
            yield return ("approvals.exec.targets", "is empty, and approvals.exec.mode tells nobody else");
        }
    }

    private static IEnumerable<(string Path, ConfigSection Section)> Sections(ConfigDocument document) => document.Channels.Ids.SelectMany(channel =>
        document.Channels.AccountIds(channel).Select(account => (
            account == ConfigIds.DefaultAccount ? $"channels.{channel}.execApprovals" : $"channels.{channel}.accounts.{account}.execApprovals",
            document.Channels.Account(channel, account).Section("execApprovals"))));

    private static AuditFinding Finding(string path, string why) => AuditFinding.Warn(
        Id, "Nobody in the chats can approve commands",
        $"{path} {why}: commands wait until somebody approves them in the control UI or on the command line, or their time runs out", $"list people's ids in {path}") with { About = path };
}
