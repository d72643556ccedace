namespace Moltbot.Policy.SecurityAudit.Gateway;

/// <summary>What there is to attack, in a few words.</summary>
internal static class AttackSurface
{
    public const string Id = "summary.attack_surface";

    public static IEnumerable<AuditFinding> Check(AuditSubject subject)
    {
        var document = subject.Document;
        var policies = document.Channels.Ids.Select(id => document.Channels.Channel(id).String("groupPolicy")).ToList();
        yield return AuditFinding.Info(Id, "Attack surface", string.Join(
            '\n',
            $"groups: open={policies.Count(static policy => policy == "open")}, allowlist={policies.Count(static policy => policy == "allowlist")}",
            $"tools.elevated: {Word(document.Section("tools", "elevated").Bool("enabled") is not false)}",
            $"hooks: {Word(document.Section("hooks").Bool("enabled") is true)}",
            $"browser control: {Word(document.Section("browser").Bool("enabled") is not false)}"));
    }

    private static string Word(bool isOn) => isOn ? "enabled" : "disabled";
}
