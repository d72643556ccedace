using System.Text.Json;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Skills;

namespace Moltbot.Policy.Tests.Skills;

/// <summary>Whether a skill counts, and what is missing.</summary>
public sealed class SkillEligibilityTests
{
    private const string Metadata = """{"openclaw":{"os":["darwin"],"primaryEnv":"A_KEY","requires":{"bins":["jq","yq"],"anyBins":["x","y"],"env":["A_KEY","B_KEY"],"config":["a.b"]}}}""";

    [Fact]
    public void What_is_missing_is_told()
    {
        var judged = Judge(Metadata, "{}", "linux", "jq");
        judged.IsEligible.ShouldBeFalse();
        judged.MissingOs.ShouldBe(["darwin"]);
        judged.Missing.Bins.ShouldBe(["yq"]);
        judged.Missing.AnyBins.ShouldBe(["x", "y"]);
        judged.Missing.Env.ShouldBe(["A_KEY", "B_KEY"]);
        judged.Missing.Config.ShouldBe(["a.b"]);
    }

    [Fact]
    public void With_all_that_it_requires_it_counts() =>
        Judge(Metadata, """{"a":{"b":1},"skills":{"entries":{"s":{"apiKey":"k","env":{"B_KEY":"v"}}}}}""", "darwin", "jq", "yq", "y").IsEligible.ShouldBeTrue();

    [Fact]
    public void One_that_is_always_there_still_needs_its_system()
    {
        Judge("""{"openclaw":{"always":true,"requires":{"bins":["jq"]}}}""", "{}", "linux").IsEligible.ShouldBeTrue();
        Judge("""{"openclaw":{"always":true,"os":["darwin"]}}""", "{}", "linux").IsEligible.ShouldBeFalse();
    }

    [Fact]
    public void A_disabled_one_does_not_count_whatever_it_says() =>
        Judge("""{"openclaw":{"always":true,"skillKey":"k"}}""", """{"skills":{"entries":{"k":{"enabled":false}}}}""", "linux").IsDisabled.ShouldBeTrue();

    [Fact]
    public void Of_those_that_came_with_the_product_only_the_listed_ones_count()
    {
        using var config = JsonDocument.Parse("""{"skills":{"allowBundled":["other"]}}""");
        SkillEligibility.Of("s", isBundled: true, null, new ConfigSection(config.RootElement), Place("linux")).IsBlocked.ShouldBeTrue();
        SkillEligibility.Of("s", isBundled: false, null, new ConfigSection(config.RootElement), Place("linux")).IsBlocked.ShouldBeFalse();
        SkillEligibility.Of("other", isBundled: true, null, new ConfigSection(config.RootElement), Place("linux")).IsBlocked.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_list_all_that_came_with_the_product_count()
    {
        using var config = JsonDocument.Parse("""{"skills":{"allowBundled":[]}}""");
        SkillEligibility.Of("s", isBundled: true, null, new ConfigSection(config.RootElement), Place("linux")).IsEligible.ShouldBeTrue();
        SkillEligibility.Of("s", isBundled: true, null, default, Place("linux")).IsEligible.ShouldBeTrue();
    }

    [Theory]
    [InlineData("linux", true)]
    [InlineData("darwin", true)]
    [InlineData("win32", false)]
    public void One_of_its_systems_is_enough(string system, bool isEligible) =>
        Judge("""{"openclaw":{"os":["darwin","linux"]}}""", "{}", system).IsEligible.ShouldBe(isEligible);

    [Theory]
    [InlineData("", false)]
    [InlineData(".", false)]
    [InlineData("browser.enabled", true)]
    [InlineData("browser.evaluateEnabled", true)]
    [InlineData("browser.other", false)]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    [InlineData("nothing", false)]
    [InlineData("zero", false)]
    [InlineData("one", true)]
    [InlineData("blank", false)]
    [InlineData("text", true)]
    [InlineData("a", true)]
    [InlineData("a.b", true)]
    [InlineData("a..b", true)]
    [InlineData("a.c", false)]
    [InlineData("text.b", false)]
    [InlineData("list", true)]
    public void A_path_is_set_to_something(string path, bool isSet)
    {
        using var config = JsonDocument.Parse("""{"yes":true,"no":false,"nothing":null,"zero":0,"one":1,"blank":" ","text":"x","a":{"b":{}},"list":[]}""");
        SkillEligibility.IsSet(new ConfigSection(config.RootElement), path).ShouldBe(isSet);
    }

    [Fact]
    public void The_browser_can_be_switched_off()
    {
        using var config = JsonDocument.Parse("""{"browser":{"enabled":false}}""");
        SkillEligibility.IsSet(new ConfigSection(config.RootElement), "browser.enabled").ShouldBeFalse();
    }

    private static SkillEligibility Judge(string metadata, string config, string system, params string[] programs)
    {
        using var json = JsonDocument.Parse(config);
        return SkillEligibility.Of("s", isBundled: false, SkillMetadata.Read(metadata, out _), new ConfigSection(json.RootElement.Clone()), Place(system, programs));
    }

    private static SkillPlace Place(string system, params string[] programs) => new([system], programs.Contains);
}
