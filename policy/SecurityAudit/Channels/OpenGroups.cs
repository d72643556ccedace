using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Channels;

/// <summary>Groups in which everybody may write to the assistant.</summary>
internal static class OpenGroups
{
    public static IEnumerable<AuditFinding> Check(ChannelAccountSubject account)
    {
        if (account.GroupPolicy == "open")
        {
            var where = account.Section.Section("groups") is { Exists: true } groups && groups.Element.EnumerateObject().Any() ? "every listed group" : "every group";
            yield return AuditFinding.Critical(
                $"channels.{account.Channel}.groups.open", "Everybody in a group may write to the assistant",
                $"{account.Path}.groupPolicy is open: everybody in {where} may write", $"moltbot config set {account.Path}.groupPolicy allowlist") with { About = $"{account.Path}.groupPolicy" };
        }
    }

    /// <summary>The keys that open groups.</summary>
    public static IEnumerable<string> Paths(ConfigDocument document)
    {
        foreach (var (channel, element) in new ConfigSection(document.Root).Entries("channels"))
        {
            var section = new ConfigSection(element);
            if (section.String("groupPolicy") == "open")
            {
                yield return $"channels.{channel}.groupPolicy";
            }

            foreach (var (account, settings) in section.Entries("accounts"))
            {
                if (new ConfigSection(settings).String("groupPolicy") == "open")
                {
                    yield return $"channels.{channel}.accounts.{account}.groupPolicy";
                }
            }
        }
    }
}
