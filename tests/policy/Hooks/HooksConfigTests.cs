using Moltbot.Policy.Configuration;
using Moltbot.Policy.Hooks;

namespace Moltbot.Policy.Tests.Hooks;

public sealed class HooksConfigTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ hooks: { token: "a secret", path: "/" } }""")]
    [InlineData("""{ hooks: { enabled: false } }""")]
    public void Where_they_are_not_switched_on_there_are_none(string config) => Read(config).ShouldBe(new HooksReading(null, null));

    [Theory]
    [InlineData("""{ hooks: { enabled: true } }""", "hooks.enabled requires hooks.token")]
    [InlineData("""{ hooks: { enabled: true, token: "  " } }""", "hooks.enabled requires hooks.token")]
    [InlineData("""{ hooks: { enabled: true, token: "t", path: "/" } }""", "hooks.path may not be '/'")]
    [InlineData("""{ hooks: { enabled: true, token: "t", path: " // " } }""", "hooks.path may not be '/'")]
    public void Without_a_secret_or_a_path_of_their_own_there_are_none(string config, string problem) => Read(config).ShouldBe(new HooksReading(null, problem));

    [Theory]
    [InlineData("""{ hooks: { enabled: true, token: " t " } }""", "/hooks", 262144)]
    [InlineData("""{ hooks: { enabled: true, token: "t", path: "in/here//", maxBodyBytes: 10 } }""", "/in/here", 10)]
    public void They_have_a_path_a_secret_and_a_limit(string config, string path, long limit) =>
        Read(config).Config.ShouldBe(new HooksConfig(path, "t", limit, 0));

    private static HooksReading Read(string config) =>
        HooksConfig.Read(ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!.Section("hooks"));
}
