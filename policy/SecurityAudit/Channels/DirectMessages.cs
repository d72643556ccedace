using Moltbot.Policy.Access;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Who may write to the assistant directly.</summary>
internal static class DirectMessages
{
    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        var policy = DmPolicies.Parse(account.DmPolicy);
        foreach (var finding in Judge(account, policy))
        {
            yield return finding with { About = account.DmPolicyPath };
        }

        var senders = account.Counting(account.AllowFrom).Concat(account.Approved).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (policy != DmPolicy.Disabled && account.Subject.Document.Session.DmScope == "main" && (senders.Count > 1 || ChannelAccountSubject.HasWildcard(senders)))
        {
            yield return AuditFinding.Warn(
                $"channels.{account.Channel}.dm.scope_main_multiuser", "Several people share one conversation",
                $"{account.Path}: {(ChannelAccountSubject.HasWildcard(senders) ? "everybody" : $"{senders.Count} senders")} may write, and session.dmScope is main: what one tells, the others may be told",
                "moltbot config set session.dmScope per-channel-peer") with { About = "session.dmScope" };
        }
    }

    private static IEnumerable<AuditFinding> Judge(ChannelAccountSubject account, DmPolicy policy)
    {
        var id = $"channels.{account.Channel}.dm";
        var pairing = $"moltbot config set {account.DmPolicyPath} pairing";
        var listed = account.Counting(account.AllowFrom).Count;
        var isOpen = ChannelAccountSubject.HasWildcard(account.AllowFrom);
        switch (policy)
        {
            case DmPolicy.Disabled:
                yield return AuditFinding.Info($"{id}.disabled", "Direct messages are disabled", $"{account.Path}: nobody may write directly, the owner included");
                break;
            case DmPolicy.Open:
                yield return AuditFinding.Critical($"{id}.open", "Every stranger commands the assistant", $"{account.DmPolicyPath} is open: everybody may write directly", pairing);
                if (!isOpen)
                {
                    yield return AuditFinding.Warn($"{id}.open_invalid", "Open to nobody", $"{account.DmPolicyPath} is open without \"*\" in allowFrom, which is refused", pairing);
                }

                break;
            case var _ when isOpen:
                yield return AuditFinding.Critical(
                    $"{id}.open", "Every stranger commands the assistant",
                    $"{account.AllowFromPath} holds \"*\", so that {account.DmPolicyPath} {account.DmPolicy} keeps nobody out", $"remove \"*\" from {account.AllowFromPath}");
                break;
            case DmPolicy.Allowlist when listed + account.Approved.Count == 0:
                yield return AuditFinding.Warn($"{id}.nobody", "Nobody may write", $"{account.Path}: the allowlist {(account.AllowFrom.Count == 0 ? "is empty" : "holds names only, which let nobody in")}", $"moltbot config set {account.AllowFromPath} '[\"ID\"]', or {pairing}");
                break;
            case DmPolicy.Allowlist:
                yield return AuditFinding.Ok(id, $"{account.Path}: {listed} listed");
                break;
            default:
                yield return AuditFinding.Ok(id, $"{account.Path}: strangers get a pairing code");
                break;
        }
    }
}
