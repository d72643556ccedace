using Moltbot.Policy.Exec.Allowlists;
using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Tests.Exec;

/// <summary>Patterns are read once, and hold no more than they say; attack E13.</summary>
public sealed class PathPatternTests
{
    [Theory]
    [InlineData("/opt/*/x", "/opt/a/x", true)]
    [InlineData("/opt/*/x", "/opt/a/b/x", false)]
    [InlineData("/opt/**/x", "/opt/a/b/x", true)]
    [InlineData("/opt/***", "/opt/a/b", true)]
    [InlineData("/opt/?", "/opt/a", true)]
    [InlineData("/opt/??", "/opt/a", false)]
    [InlineData("/OPT/Tool", "/opt/tOOL", true)]
    [InlineData("/opt/k", "/opt/\u212a", false)]
    [InlineData("/opt/\u00e9", "/opt/\u00c9", true)]
    [InlineData(" /opt/x ", "/opt/x", true)]
    [InlineData("**/rg", "/usr/bin/rg", true)]
    [InlineData("*/rg", "/usr/rg", false)]
    [InlineData("C:\\Tools\\*", "c:/tools/x.exe", true)]
    [InlineData("C:\\Tools\\*", "C:\\Tools\\x.exe", true)]
    [InlineData("~", "/home/ann", true)]
    [InlineData("~/*", "/home/ann/x", true)]
    [InlineData("~/*", "/home/ann/a/x", false)]
    [InlineData("~bob/*", "/home/ann/x", false)]
    [InlineData("~x", "/home/annx", false)]
    [InlineData("/a/~/x", "/a/~/x", true)]
    public void A_pattern_says_what_it_says(string pattern, string path, bool expected) => new PathPattern(pattern).Matches(path, "/home/ann").ShouldBe(expected);

    [Fact]
    public void A_pattern_longer_than_a_word_of_bits_matches_all_of_it()
    {
        var random = new Random(7);
        for (var length = 60; length < 200; length++)
        {
            var path = "/" + string.Concat(Enumerable.Range(0, length).Select(_ => "ab"[random.Next(2)]));
            new PathPattern(path).Matches(path).ShouldBeTrue();
            new PathPattern(path[..^1] + "?").Matches(path).ShouldBeTrue();
            new PathPattern("/*" + path[1..]).Matches(path).ShouldBeTrue();
            new PathPattern("/**" + path[(length / 2)..]).Matches(path).ShouldBeTrue();
            new PathPattern("/*" + path[1..^1] + (path[^1] == 'a' ? 'b' : 'a')).Matches(path).ShouldBeFalse();
            new PathPattern("/*" + path[1..] + "a").Matches(path).ShouldBeFalse();
        }
    }

    [Fact]
    public void Stars_beside_each_other_match_as_one_would_read_them()
    {
        foreach (var stars in new[] { "*", "**", "***", "****" })
        {
            new PathPattern($"/a{stars}c").Matches("/abc").ShouldBeTrue(stars);
            new PathPattern($"/a{stars}c").Matches("/ac").ShouldBeTrue(stars);
            new PathPattern($"/a{stars}c").Matches("/ab/c").ShouldBe(stars.Length > 1, stars);
        }
    }

    [Fact]
    public void What_is_too_long_matches_nothing()
    {
        var path = "/" + new string('x', PathPattern.MaxLength - 1);
        new PathPattern(path).Matches(path).ShouldBeTrue();
        new PathPattern("/**").Matches(path + "x").ShouldBeFalse();
        new PathPattern(path + "x").Matches(path + "x").ShouldBeFalse();
    }

    [Fact]
    public void A_pattern_is_read_once_with_its_document_and_equals_itself()
    {
        var document = ExecDocumentJson.Parse("""{ "version": 1, "agents": { "main": { "allowlist": [{ "pattern": "/opt/*", "id": "1" }] } } }""")!;
        document.For("main").Allowlist[0].Matcher.ShouldBeSameAs(document.For("main").Allowlist[0].Matcher);
        document.Allow("main", ["/opt/*"], "x", 5).For("main").Allowlist[0].ShouldBe(new AllowlistEntry("/opt/*", "1", 5, "x", "/opt/*"));
        new AllowlistEntry("/a").ShouldNotBe(new AllowlistEntry("/b"));
    }

    [Theory]
    [InlineData("""{ "version": 1, "defaults": { "autoAllowSkills": true } }""", "defaults.autoAllowSkills: no skill brings programs here, so it would allow nothing; leave it out and list their paths in allowlist")]
    [InlineData("""{ "version": 1, "agents": { "ops": { "autoAllowSkills": true } } }""", "agents.ops.autoAllowSkills: no skill brings programs here, so it would allow nothing; leave it out and list their paths in allowlist")]
    [InlineData("""{ "version": 1, "agents": { "ops": { "autoAllowSkills": false, "allowlist": [{ "pattern": "~/x" }] } } }""", null)]
    public void What_would_have_no_effect_is_refused_by_name(string document, string? problem) => ExecDocumentJson.Parse(document)!.Problem().ShouldBe(problem);

    [Fact]
    public void A_document_has_an_end()
    {
        ExecDocument Of(int agents, int note) => new(null, null, Enumerable.Range(0, agents).ToDictionary(
            static i => "a" + i, i => new ExecAgent(new ExecDefaults(), [new AllowlistEntry("/x", lastUsedCommand: new string('x', note))])));
        Of(ExecDocument.MaxAgents, ExecDocument.MaxNote).Problem().ShouldBeNull();
        Of(ExecDocument.MaxAgents + 1, 1).Problem().ShouldBe("agents: 257 of them, and at most 256 may be");
        Of(1, ExecDocument.MaxNote + 1).Problem().ShouldBe("agents.a0.allowlist.0: a text of it is longer than 32768 characters");
    }
}
