using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>What a <c>SKILL.md</c> says about itself.</summary>
public sealed class SkillMetadataTests
{
    [Theory]
    [InlineData("openclaw")]
    [InlineData("moltbot")]
    [InlineData("clawdbot")]
    public void It_stands_under_each_of_the_names(string owner)
    {
        var read = SkillMetadata.Read($$"""
            { {{owner}}: {always: true, emoji: 'e', homepage: ' https://home.example ', skillKey: 'k', primaryEnv: 'A_KEY', os: 'linux, darwin,,', hosts: ['a.example', '', 3, ' b.example '],
              requires: {bins: ['jq'], anyBins: ['x', 'y'], env: 'B_KEY', config: ['a.b']}, install: [{kind: 'brew'}, 'x', {kind: 'rpm'}]} }
            """, out var problem).ShouldNotBeNull();
        problem.ShouldBeNull();
        read.Always.ShouldBeTrue();
        read.Emoji.ShouldBe("e");
        read.Homepage.ShouldBe("https://home.example");
        read.SkillKey.ShouldBe("k");
        read.PrimaryEnv.ShouldBe("A_KEY");
        read.Os.ShouldBe(["linux", "darwin"]);
        read.Hosts.ShouldBe(["a.example", "b.example"]);
        read.Requires!.Bins.ShouldBe(["jq"]);
        read.Requires.AnyBins.ShouldBe(["x", "y"]);
        read.Requires.Env.ShouldBe(["B_KEY"]);
        read.Requires.Config.ShouldBe(["a.b"]);
        read.Install.ShouldHaveSingleItem().Kind.ShouldBe("brew");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{other: {always: true}}")]
    [InlineData("{openclaw: 3}")]
    [InlineData("{openclaw: null}")]
    public void Without_one_of_them_it_says_nothing(string? text)
    {
        SkillMetadata.Read(text, out var problem).ShouldBeNull();
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("{openclaw: {always: 'true', emoji: 3, os: 3, hosts: {}, requires: 3, install: {}}}")]
    [InlineData("{openclaw: {}}")]
    public void What_is_of_another_kind_counts_as_absent(string text)
    {
        var read = SkillMetadata.Read(text, out _)!;
        read.Always.ShouldBeFalse();
        read.Emoji.ShouldBeNull();
        read.Os.ShouldBeEmpty();
        read.Hosts.ShouldBeEmpty();
        read.Requires.ShouldBeNull();
        read.Install.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kind", "brew")]
    [InlineData("kind", "Node")]
    [InlineData("kind", "go")]
    [InlineData("kind", "uv")]
    [InlineData("type", "download")]
    public void A_way_to_install_is_one_of_five(string key, string kind)
    {
        var way = SkillMetadata.Read($"{{openclaw: {{install: [{{{key}: '{kind}', id: 'i', label: 'l', bins: ['b'], formula: 'f', package: 'p', module: 'm', url: 'u'}}]}}}}", out _)!.Install.ShouldHaveSingleItem();
        way.Kind.ShouldBe(kind.ToLowerInvariant());
        (way.Id, way.Label, way.Formula, way.Package, way.Module, way.Url).ShouldBe(("i", "l", "f", "p", "m", "u"));
        way.Bins.ShouldBe(["b"]);
    }

    [Fact]
    public void The_kind_counts_before_the_type() =>
        SkillMetadata.Read("{openclaw: {install: [{type: 'go', kind: 'uv'}, {type: 'go', kind: 'rpm'}, {type: 'rpm'}, {}]}}", out _)!.Install.Select(static way => way.Kind).ShouldBe(["uv"]);

    [Theory]
    [InlineData("homepage: https://a.example\nmetadata: {openclaw: {homepage: 'https://b.example'}}", "https://a.example")]
    [InlineData("metadata: {openclaw: {homepage: 'https://b.example'}}", "https://b.example")]
    [InlineData("homepage: https://a.example", "https://a.example")]
    [InlineData("homepage:", null)]
    public void The_head_says_where_a_skill_comes_from(string head, string? homepage) => Manifest(head).Homepage.ShouldBe(homepage);

    [Theory]
    [InlineData("user-invocable: no", false, true)]
    [InlineData("disable-model-invocation: yes", true, false)]
    [InlineData("user-invocable: yes\ndisable-model-invocation: no", true, true)]
    public void The_head_says_who_may_start_it(string head, bool byUser, bool byModel) => Manifest(head).Invocation.ShouldBe(new SkillInvocation(byUser, byModel));

    [Fact]
    public void The_key_is_the_name_where_it_says_none()
    {
        Manifest("x: y").Key.ShouldBe("n");
        Manifest("metadata: {openclaw: {skillKey: 'k'}}").Key.ShouldBe("k");
    }

    [Theory]
    [InlineData("name: n\ndescription: ''", "SKILL.md:1: description has 1 to 1024 characters and says when the skill is used")]
    [InlineData("name: n\nx: y\ndescription: +1025", "SKILL.md:4: description has 1 to 1024 characters and says when the skill is used")]
    [InlineData("description: d\nname: '-n'", "SKILL.md:3: name has 1 to 64 of the letters a-z, digits, '-' and '_', and begins with a letter or a digit")]
    [InlineData("name: n\ndescription: d\ndisable-model-invocation: perhaps", "SKILL.md:4: disable-model-invocation is true or false, not \"perhaps\"")]
    [InlineData("name: n\ndescription: d\nuser-invocable: [x]", "SKILL.md:4: user-invocable is true or false, not \"[x]\"")]
    public void What_is_wrong_is_told(string head, string problem) =>
        SkillFolders.Problems(SkillFolders.File("SKILL.md", $"---\n{head.Replace("+1025", new string('d', 1_025), StringComparison.Ordinal)}\n---\n")).ShouldBe([problem]);

    [Fact]
    public void A_description_has_a_length() =>
        SkillFolders.Of(SkillFolders.File("SKILL.md", $"---\nname: n\ndescription: {new string('d', 1_024)}\n---\n")).Description.Length.ShouldBe(1_024);

    private static SkillManifest Manifest(string head) => SkillFolders.Of(SkillFolders.File("SKILL.md", $"---\nname: n\ndescription: d\n{head}\n---\n")).Manifest!;
}
