using Moltbot.Policy.Exec.Approvals;
using Moltbot.Policy.SecurityAudit.Channels;

namespace Moltbot.Policy.SecurityAudit.Installation;

/// <summary>Commands that would wait for an approval that nobody, or too few, can give in the chats that are told of them.</summary>
internal static class ExecApprovers
{
    private const string Id = "approvals.exec.no_approvers";
    private const string Everywhere = "approvals.exec.approvers";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var approvals = subject.Document.Approvals;
        var accounts = ChannelAccountSubject.AllOf(subject).Where(static account => account.IsEnabled).ToList();
        var telling = accounts.Where(static account => account.Section.Section("execApprovals").Bool("enabled") is true).ToList();
        if (!approvals.Enabled && telling.Count == 0)
        {
            yield break;
        }

        var approvers = accounts.SelectMany(Of).Select(each => Approvers.PersonOf(subject.Document, $"{each.Channel}:{each.Id}")).Distinct(StringComparer.Ordinal).Count();
        if (approvers == 0)
        {
            yield return Finding(Everywhere, approvals.Approvers is { } listed
                ? $"names nobody by the id of a channel that is in use ({listed.Count} entries)"
                : "is not set, and no list of senders names anybody by an id that stays");
        }
        else
        {
            foreach (var account in telling.Where(static account => !Of(account).Any()))
            {
                yield return approvals.Approvers is null
                    ? Finding($"{account.Path}.execApprovals.approvers", "names nobody by an id that stays")
                    : Finding(Everywhere, $"names nobody of {account.Channel}, whose chats are told");
            }

            if (approvers < approvals.Quorum)
            {
                yield return Finding(Everywhere, $"makes {approvers} {(approvers == 1 ? "approver" : "approvers")} in all, and approvals.exec.quorum asks for {approvals.Quorum}");
            }
        }

        if (approvals is { Enabled: true, Mode: "targets", Targets.Count: 0 })
        {
            yield return Finding("approvals.exec.targets", "is empty, and approvals.exec.mode tells nobody else", "list chats, as {channel, to}, in approvals.exec.targets");
        }
    }

    /// <summary>By the rule that answers are judged by; an account that is off lets nobody answer.</summary>
    private static IEnumerable<(string Channel, string Id)> Of(ChannelAccountSubject account) =>
        Approvers.Of(account.Subject.Document, account.Channel, account.Account).Select(id => (account.Channel, id));

    private static AuditFinding Finding(string key, string why, string? remedy = null) => AuditFinding.Warn(
        Id, "Too few people in the chats can approve commands",
        $"{key} {why}: commands wait until they are approved in the control UI or on the command line, or their time runs out",
        remedy ?? $"list people's ids in {key}{(key == Everywhere ? ", as telegram:ID" : "")}") with { About = key };
}
