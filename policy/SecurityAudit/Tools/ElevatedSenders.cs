using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.SecurityAudit.Tools;

/// <summary>Who may run commands outside the sandbox.</summary>
internal static class ElevatedSenders
{
    /// <summary>More people than anybody keeps an eye on.</summary>
    private const int Many = 25;

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var elevated = subject.Document.Section("tools", "elevated");
        if (elevated.Bool("enabled") is false)
        {
            yield break;
        }

        foreach (var (provider, list) in elevated.Entries("allowFrom"))
        {
            var senders = (ConfigSection.StringsOf(list) ?? []).Select(static sender => sender.Trim()).Where(static sender => sender.Length > 0).ToList();
            var path = $"tools.elevated.allowFrom.{provider}";
            if (senders.Contains("*", StringComparer.Ordinal))
            {
                yield return AuditFinding.Critical(
                    $"{path}.wildcard", "Everybody may run commands outside the sandbox",
                    $"{path} holds \"*\": everybody who may write on {provider} may switch to elevated mode", $"list people's ids in {path}");
            }
            else if (senders.Count > Many)
            {
                yield return AuditFinding.Warn(
                    $"{path}.large", "Many may run commands outside the sandbox", $"{path} has {senders.Count} entries", $"keep those in {path} who need it");
            }
        }
    }
}
