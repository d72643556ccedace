using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Skills.Scanning;

/// <summary>
/// Looks through a skill for what a person should see before they approve it. It finds what is written plainly; what it does not find is no
/// proof of anything, which is why a person approves.
/// </summary>
public static class SkillScanner
{
    /// <summary>What a person is shown of a skill.</summary>
    public static SkillReport Scan(SkillFolder folder)
    {
        var findings = new List<SkillFinding>();
        var declared = SkillDeclarations.Of(folder);
        foreach (var file in folder.Files)
        {
            if (SkillFolder.TextOf(file) is not { } text)
            {
                findings.Add(new SkillFinding(SkillSeverity.Danger, "file.binary", file.Path, 0, "is no text: a person cannot read what it does"));
                continue;
            }

            var scanned = new ScannedFile(file.Path, text, findings);
            HiddenText.Find(scanned);
            WrittenSecrets.Find(scanned);
            ShellPatterns.Find(scanned);
            InjectionPatterns.Find(scanned);
            UndeclaredUse.Find(scanned, declared);
            scanned.AddRest();
        }

        return new SkillReport
        {
            Name = folder.Name,
            Description = HostileText.Visible(folder.Description),
            Kind = folder.Kind,
            Hash = folder.Hash,
            Files = [.. folder.Files.Select(static file => new SkillReportFile(file.Path, file.Content.Length, file.Hash))],
            Triggers = [.. (folder.Answering?.Written ?? []).Select(HostileText.Visible)],
            Hosts = Sorted(declared.Hosts),
            Programs = Sorted(declared.Programs),
            Secrets = Sorted(declared.Secrets),
            Tools = folder.Answering?.Tools ?? [],
            Findings = [.. findings.OrderByDescending(static finding => finding.Severity).ThenBy(static finding => finding.File, StringComparer.Ordinal).ThenBy(static finding => finding.Line)],
        };
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal).Select(HostileText.Visible)];
}
