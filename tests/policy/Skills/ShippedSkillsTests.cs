using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Scanning;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>The skills that come with the product are examples of what can be approved at a glance.</summary>
public sealed class ShippedSkillsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "skills");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(static folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_found_in_a_shipped_skill(string name)
    {
        var folder = SkillFolders.Of([.. Directory.GetFiles(Path.Combine(Folder, name)).Select(static file => new SkillFile(Path.GetFileName(file), File.ReadAllBytes(file)))]);
        folder.Name.ShouldBe(name);
        SkillScanner.Scan(folder).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void One_of_them_needs_no_network() => SkillScanner.Scan(SkillFolders.Of(new SkillFile(SkillFolder.AnswersFile, File.ReadAllBytes(Path.Combine(Folder, "clock", "skill.yaml"))))).Hosts.ShouldBeEmpty();
}
