using Moltbot.Policy.Access;

namespace Moltbot.Cli.Doctor.Checks;

/// <summary>Who may write to the assistant directly.</summary>
internal static class DirectMessagesCheck
{
    public static IEnumerable<Finding> Run(Patient patient)
    {
        if (patient.Document is not { } document)
        {
            yield break;
        }

        foreach (var account in ChannelAccountSettings.Of(document).Where(static account => account.Enabled))
        {
            yield return Judge(account, $"channels.{account.Channel}.dm");
            if (account.Section.String("groupPolicy") == "open")
            {
                yield return Finding.Warn($"channels.{account.Channel}.groups", $"{account.Name}: everybody in every group may write to the assistant", $"moltbot config set {account.Name}.groupPolicy allowlist");
            }
        }

        var several = ChannelAccountSettings.Of(document).Where(static account => account.Enabled).Sum(static account => account.AllowFrom.Count(static entry => entry.Trim() != "*"));
        if (several > 1 && document.Session is { DmScope: "main", IdentityLinks.Count: 0 })
        {
            yield return Finding.Warn("session.dmScope", $"{several} people may write, and all of them share one conversation", "moltbot config set session.dmScope per-channel-peer");
        }
    }

    private static Finding Judge(ChannelAccountSettings account, string id)
    {
        var strangers = account.AllowFrom.Any(static entry => entry.Trim() == "*");
        DmPolicy policy;
        try
        {
            policy = DmPolicies.Parse(account.DmPolicy);
        }
        catch (FormatException unknown)
        {
            return Finding.Critical(id, $"{account.Name}: {unknown.Message}", $"moltbot config set {account.Name}.dmPolicy pairing");
        }

        var pairing = $"moltbot config set {account.Name}.dmPolicy pairing";
        return policy switch
        {
            DmPolicy.Open when strangers => Finding.Critical(id, $"{account.Name}: open, so every stranger commands the assistant", pairing),
            DmPolicy.Open => Finding.Critical(id, $"{account.Name}: open without \"*\" in allowFrom, which is refused", pairing),
            DmPolicy.Allowlist when strangers => Finding.Critical(id, $"{account.Name}: the allowlist holds \"*\", so every stranger commands the assistant", $"remove \"*\" from {account.Name}.allowFrom"),
            DmPolicy.Pairing when strangers => Finding.Critical(id, $"{account.Name}: allowFrom holds \"*\", so pairing asks nobody", $"remove \"*\" from {account.Name}.allowFrom"),
            DmPolicy.Allowlist when account.AllowFrom.Count == 0 => Finding.Warn(id, $"{account.Name}: the allowlist is empty, so nobody may write", $"moltbot config set {account.Name}.allowFrom '[\"ID\"]', or {pairing}"),
            DmPolicy.Allowlist => Finding.Ok(id, $"{account.Name}: {account.AllowFrom.Count} listed"),
            DmPolicy.Disabled => Finding.Info(id, $"{account.Name}: direct messages are disabled"),
            _ => Finding.Ok(id, $"{account.Name}: strangers get a pairing code"),
        };
    }
}
