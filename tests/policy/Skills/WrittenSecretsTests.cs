using Moltbot.Policy.Skills.Scanning;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Secrets that somebody left in a skill.</summary>
public sealed class WrittenSecretsTests
{
    [Theory]
    [InlineData("API_KEY=sk-abcdefghijklmnopqrstuvwx")]
    [InlineData("{\"password\": \"correct horse\"}")]
    [InlineData("curl --token 0123456789abcdef")]
    [InlineData("Authorization: Bearer abcdefghijklmnopqrstuvwx")]
    [InlineData("https://x.example/?auth=abcdefgh")]
    [InlineData("API_KEY=$NOTES_KEY and SECRET_TOKEN=abcdefghijkl")]
    public void A_secret_is_a_danger_and_is_not_shown(string line)
    {
        var found = SkillScanner.Scan(SkillFolders.Words("plain\n" + line)).Findings.Where(static each => each.Rule == "secret.hard-coded").ToArray().ShouldHaveSingleItem();
        found.Severity.ShouldBe(SkillSeverity.Danger);
        found.Line.ShouldBe(6);
        found.Text.ShouldNotBe(line);
        found.Text.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("API_KEY=$NOTES_KEY")]
    [InlineData("API_KEY=\"${NOTES_KEY}\"")]
    [InlineData("API_KEY=${{ secrets.NOTES_KEY }}")]
    [InlineData("API_KEY=$(cat key)")]
    [InlineData("API_KEY=<your key>")]
    [InlineData("API_KEY=[your key]")]
    [InlineData("API_KEY={key}")]
    [InlineData("API_KEY=your-key-here")]
    [InlineData("API_KEY=xxxx")]
    [InlineData("API_KEY=***")]
    [InlineData("API_KEY=...")]
    [InlineData("API_KEY=…")]
    [InlineData("\"token\": null,")]
    [InlineData("token: process.env.NOTES_KEY")]
    [InlineData("token = os.environ['NOTES_KEY']")]
    [InlineData("Authorization: Bearer $NOTES_KEY")]
    [InlineData("Authorization: Bearer <token>")]
    public void What_stands_for_a_secret_is_none(string line) =>
        SkillScanner.Scan(SkillFolders.Words(line, "{openclaw: {primaryEnv: 'NOTES_KEY'}}")).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----")]
    public void A_private_key_is_a_danger(string line) =>
        SkillScanner.Scan(SkillFolders.Words("one\ntwo\n" + line)).Findings.ShouldContain(new SkillFinding(SkillSeverity.Danger, "secret.hard-coded", "SKILL.md", 7, "a private key"));

    [Theory]
    [InlineData(20_000, false)]
    [InlineData(20_001, true)]
    public void A_line_that_nobody_reads_is_a_warning(int length, bool isTold)
    {
        var found = SkillScanner.Scan(SkillFolders.Words("one\n" + string.Concat(Enumerable.Repeat("ab ", 7_000))[..length])).Findings;
        found.ShouldBe(isTold ? [new SkillFinding(SkillSeverity.Warning, "text.long-line", "SKILL.md", 6, $"a line of {length} characters, which nobody reads")] : []);
    }
}
