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

    private static SkillEligibility Judge(string metadata, string config, string system, params string[] programs)
    {
        using var json = JsonDocument.Parse(config);
        return SkillEligibility.Of("s", isBundled: false, SkillMetadata.Read(metadata, out _), new ConfigSection(json.RootElement.Clone()), Place(system, programs));
    }

    private static SkillPlace Place(string system, params string[] programs) => new([system], programs.Contains);
}
