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
    public void They_have_a_path_a_secret_and_a_limit(string config, string path, long limit)
    {
        var hooks = Read(config).Config.ShouldNotBeNull();
        (hooks.BasePath, hooks.Token, hooks.MaxBodyBytes, hooks.Mappings.Count).ShouldBe((path, "t", limit, 0));
    }

    [Theory]
    [InlineData("t", false)]
    [InlineData("hook-secret-token", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    [InlineData("kq7Xw2mB9vLr4TzD8sNf", true)]
    public void Nothing_is_served_behind_a_secret_that_can_be_guessed(string token, bool isServed) =>
        (ServedHooks.Of(Section($"{{ hooks: {{ enabled: true, token: \"{token}\" }} }}"), "another secret") is not null).ShouldBe(isServed);

    [Fact]
    public void Nor_behind_the_gateways_own() =>
        ServedHooks.Of(Section("""{ hooks: { enabled: true, token: "kq7Xw2mB9vLr4TzD8sNf" } }"""), "kq7Xw2mB9vLr4TzD8sNf").ShouldBeNull();

    [Fact]
    public void A_module_that_would_have_to_be_loaded_and_what_has_no_effect_is_warned_of()
    {
        var snapshot = ConfigLoader.Load(
            new ConfigSource("test.json", """{ hooks: { mappings: [{}, { transform: { module: "x.js" }, model: "m", allowUnsafeExternalContent: true }] } }"""), new ConfigLoadOptions());
        snapshot.Warnings.Select(static warning => warning.Path).ShouldBe(
            ["hooks.mappings.1.transform", "hooks.mappings.1.model", "hooks.mappings.1.allowUnsafeExternalContent"]);
    }

    private static ConfigSection Section(string config) => ConfigLoader.Load(new ConfigSource("test.json", config), new ConfigLoadOptions()).Config!.Section("hooks");

    private static HooksReading Read(string config) =>
        HooksConfig.Read(Section(config));
}
