using System.Text;
using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>What a skill's folder may hold, and what is approved of it.</summary>
public sealed class SkillFolderTests
{
    private const string Head = "---\nname: notes\ndescription: Keeps notes\n---\nWrite it down.";

    [Fact]
    public void A_folder_says_what_it_is()
    {
        var folder = SkillFolders.Of(SkillFolders.File("SKILL.md", "---\nname: notes\ndescription: \"Keeps: notes\"\nhomepage: https://notes.example\nuser-invocable: no\nmetadata: {openclaw: {emoji: 'x', os: ['linux'], requires: {bins: ['jq'], env: ['NOTES_KEY']}, primaryEnv: 'NOTES_KEY', skillKey: 'n'}}\n---\n"));
        folder.Kind.ShouldBe(SkillKind.Words);
        folder.Name.ShouldBe("notes");
        folder.Description.ShouldBe("Keeps: notes");
        folder.Manifest!.Key.ShouldBe("n");
        folder.Manifest.Invocation.ShouldBe(new SkillInvocation(ByUser: false, ByModel: true));
        folder.Manifest.Metadata!.Requires!.Bins.ShouldBe(["jq"]);
        folder.Manifest.Metadata.PrimaryEnv.ShouldBe("NOTES_KEY");
    }

    [Fact]
    public void Every_byte_of_every_file_counts_for_the_hash()
    {
        var folder = SkillFolders.Of(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a/x.sh", "12"));
        string[] others =
        [
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a/x.sh", "13")).Hash,
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a/y.sh", "12")).Hash,
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head + "\n"), SkillFolders.File("a/x.sh", "12")).Hash,
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head)).Hash,
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a/x.s", "h12")).Hash,
            SkillFolders.Of(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a/x.sh", "1"), SkillFolders.File("b", "2")).Hash,
        ];
        others.ShouldBeUnique();
        others.ShouldNotContain(folder.Hash);
        SkillFolders.Of(SkillFolders.File("a/x.sh", "12"), SkillFolders.File("SKILL.md", Head)).Hash.ShouldBe(folder.Hash);
    }

    [Theory]
    [InlineData("../SKILL.md")]
    [InlineData("/etc/x")]
    [InlineData("a/../x")]
    [InlineData("a//x")]
    [InlineData(".env")]
    [InlineData("a/.git")]
    [InlineData("a\\x")]
    [InlineData("C:x")]
    [InlineData("x.")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("näme")]
    public void A_path_that_leads_elsewhere_or_is_read_otherwise_is_refused(string path) =>
        SkillFolders.Problems(SkillFolders.File("SKILL.md", Head), SkillFolders.File(path, "")).ShouldHaveSingleItem();

    [Fact]
    public void What_a_folder_may_not_be()
    {
        SkillFolders.Problems(SkillFolders.File("README.md", "")).ShouldBe(["a skill's folder holds either SKILL.md or skill.yaml"]);
        SkillFolders.Problems(SkillFolders.File("SKILL.md", Head), SkillFolders.File("skill.yaml", "")).ShouldBe(["a skill's folder holds either SKILL.md or skill.yaml"]);
        SkillFolders.Problems(SkillFolders.File("SKILL.md", Head), SkillFolders.File("a", ""), SkillFolders.File("A", "")).ShouldBe(["a: two files have this path, but for upper and lower case"]);
        SkillFolders.Problems(new SkillFile("SKILL.md", new byte[] { 0xff, 0xfe })).ShouldBe(["SKILL.md: is no text in UTF-8"]);
        SkillFolders.Problems([SkillFolders.File("SKILL.md", Head), .. Enumerable.Range(0, 100).Select(static i => SkillFolders.File($"f{i}", ""))]).ShouldBe(["a skill has at most 100 files, not 101"]);
        SkillFolders.Problems(SkillFolders.File("SKILL.md", Head), new SkillFile("a", new byte[262_145])).ShouldBe(["a: a file has at most 262144 bytes, not 262145"]);
        SkillFolders.Problems(SkillFolders.File("SKILL.md", Head), new SkillFile("a", new byte[200_000]), new SkillFile("b", new byte[200_000]))
            .ShouldBe([$"a skill has at most 327680 bytes, not {400_000 + Encoding.UTF8.GetByteCount(Head)}"]);
    }

    [Theory]
    [InlineData("# Notes", "SKILL.md:1: begins with a line ---, then keys such as name: and description:, then a line ---")]
    [InlineData("---\nname: no tes\ndescription: d\n---\n", "SKILL.md:2: name has 1 to 64 of the letters a-z, digits, '-' and '_', and begins with a letter or a digit")]
    [InlineData("---\nname: n\n\n---\n", "SKILL.md:1: description has 1 to 1024 characters and says when the skill is used")]
    [InlineData("---\nname: n\ndescription: d\nuser-invocable: perhaps\n---\n", "SKILL.md:4: user-invocable is true or false, not \"perhaps\"")]
    [InlineData("---\nname: n\ndescription: d\n\nmetadata: '{openclaw:'\n---\n", "SKILL.md:5: metadata is no JSON5: JSON5: invalid end of input at 1:11")]
    [InlineData("---\nname: n\ndescription: &a d\n---\n", "SKILL.md:3: an anchor (&name) is not taken; maps, lists and texts are")]
    [InlineData("---\nname: n\ndescription: d\nname: m\n---\n", "SKILL.md:4: \"name\" is given twice")]
    public void What_is_wrong_is_told_by_file_and_line(string text, string problem) => SkillFolders.Problems(SkillFolders.File("SKILL.md", text)).ShouldBe([problem]);

    [Fact]
    public void The_hash_is_over_lengths_paths_and_contents()
    {
        var folder = SkillFolders.Of(SkillFolders.File("a", "12"), SkillFolders.File("SKILL.md", Head));
        byte[] all = [0, 0, 0, 8, .. "SKILL.md"u8, 0, 0, 0, (byte)Head.Length, .. Encoding.UTF8.GetBytes(Head), 0, 0, 0, 1, .. "a"u8, 0, 0, 0, 2, .. "12"u8];
        folder.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(all)));
        folder.Files[1].Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("12"u8)));
    }

    [Fact]
    public void As_much_as_may_be_is_taken()
    {
        SkillFolders.Of([SkillFolders.File("SKILL.md", Head), .. Enumerable.Range(0, 99).Select(static i => SkillFolders.File($"f{i}", ""))]).Files.Count.ShouldBe(100);
        SkillFolders.Of(SkillFolders.File("SKILL.md", Head), new SkillFile("a", new byte[262_144])).Files.Count.ShouldBe(2);
        SkillFolders.Of(SkillFolders.File("SKILL.md", Head), new SkillFile("a", new byte[200_000]), new SkillFile("b", new byte[(320 * 1024) - 200_000 - Head.Length])).Files.Count.ShouldBe(3);
    }

    [Fact]
    public void What_is_wrong_with_the_folder_is_told_before_its_files_are_read() =>
        SkillFolders.Problems(SkillFolders.File("../x", "")).ShouldBe(["../x: a name within a path begins and ends with no '.' and is not empty"]);

    [Fact]
    public void A_file_is_a_text_or_none()
    {
        SkillFolder.TextOf(new SkillFile("a", Encoding.UTF8.GetBytes("\ufeffé"))).ShouldBe("é");
        SkillFolder.TextOf(new SkillFile("a", new byte[] { 0x61, 0 })).ShouldBeNull();
        SkillFolder.TextOf(new SkillFile("a", new byte[] { 0xc3 })).ShouldBeNull();
    }

    [Fact]
    public void A_folder_with_answers_says_what_it_is()
    {
        var folder = SkillFolders.Answers("name: n\ndescription: d\ntriggers: [hi]\nreply: x");
        folder.Kind.ShouldBe(SkillKind.Answers);
        folder.Name.ShouldBe("n");
        folder.Description.ShouldBe("d");
        folder.Manifest.ShouldBeNull();
    }

    [Fact]
    public void A_head_that_is_no_yaml_is_read_by_lines()
    {
        var folder = SkillFolders.Of(SkillFolders.File("SKILL.md", "---\nname: notes\ndescription: Use when: somebody says note\n---\n"));
        folder.Description.ShouldBe("Use when: somebody says note");
    }
}
